"""One logit at a time."""

import torch


def apply_repetition_penalty(logits, generated, penalty):
    if not penalty > 0:
        raise ValueError("penalty")
    out = []
    for row, ids in zip(logits, generated):
        for token in set(ids):
            value = row[token] / penalty if row[token] > 0 else row[token] * penalty
            row = torch.cat([row[:token], value[None], row[token + 1 :]])
        out.append(row)
    return torch.stack(out)
