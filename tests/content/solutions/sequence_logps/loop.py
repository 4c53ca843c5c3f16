"""Row by row, token by token."""

import torch


def sequence_logps(logits, tokens, completion_mask):
    rows = []
    for row, ids, mask in zip(logits.double(), tokens.tolist(), completion_mask.tolist()):
        total = 0 * row.sum()
        for t in range(1, len(ids)):
            if mask[t]:
                total = total + row[t - 1, ids[t]] - torch.logsumexp(row[t - 1], 0)
        rows.append(total)
    return torch.stack(rows).to(logits.dtype)
