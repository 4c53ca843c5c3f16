"""Row by row, token by token."""

import torch


def nucleus_probs(logits, p):
    if p <= 0 or p > 1:
        raise ValueError("p out of range")
    rows = logits.reshape(-1, logits.shape[-1])
    out = []
    for row in rows:
        probs = torch.softmax(row.to(torch.float64), 0)
        ids = sorted(range(len(row)), key=lambda i: (-row[i].item(), i))
        chosen, mass = [], 0.0
        for i in ids:
            chosen.append(i)
            mass += probs[i].item()
            if p < 1 and mass >= p - 1e-9:
                break
        mask = torch.zeros(len(row), dtype=torch.bool, device=row.device)
        mask[chosen] = True
        out.append(probs * mask / probs[mask].sum())
    return torch.stack(out).reshape(logits.shape).to(logits.dtype)
