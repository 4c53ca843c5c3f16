"""NaN gradients for a query that sees nothing.

The NaN of a fully masked row is replaced after the softmax, so the values look right, but the backward pass
still goes through 0/0 and multiplies it by zero, which is NaN. One padded sequence ruins the update of
every weight. Keep rows of nothing but -inf away from the softmax.
"""

import math

import torch


def attention(q, k, v, mask=None, causal=False):
    t_q, t_k = q.shape[-2], k.shape[-2]
    visible = torch.ones(t_q, t_k, dtype=torch.bool, device=q.device)
    if causal:
        visible = visible.tril(t_k - t_q)
    if mask is not None:
        visible = visible & mask
    sighted = visible.any(-1, keepdim=True)
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    bias = torch.zeros_like(scores).masked_fill(~visible, -math.inf)
    weights = torch.softmax(scores + bias, dim=-1).nan_to_num()
    return weights @ v
