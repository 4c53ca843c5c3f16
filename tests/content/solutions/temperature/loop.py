"""Row by row, exponential by exponential."""

import torch


def temperature_probs(logits, temperature):
    if temperature < 0:
        raise ValueError(temperature)
    rows = []
    for row in logits.to(torch.float64).reshape(-1, logits.shape[-1]):
        best = int(torch.argmax(row))
        if temperature == 0:
            rows.append(torch.stack([row.new_tensor(float(i == best)) for i in range(len(row))]))
            continue
        top = row[best].item()
        weights = [torch.exp((x - top) / temperature) for x in row]
        rows.append(torch.stack(weights) / sum(weights))
    return torch.stack(rows).reshape(logits.shape).to(logits.dtype)
