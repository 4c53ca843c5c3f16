"""Vector by vector, in float64."""

import torch


def layer_norm(x, weight, bias, eps=1e-5):
    rows = []
    for row in x.reshape(-1, x.shape[-1]).double():
        centred = row - row.sum() / len(row)
        spread = (centred * centred).sum() / len(row)
        rows.append(centred / (spread + eps) ** 0.5)
    normal = torch.stack(rows).reshape(x.shape)
    return (normal * weight + bias).to(x.dtype)
