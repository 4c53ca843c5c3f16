"""The mask is read the wrong way round.

True means "may attend" here, as in scaled_dot_product_attention; in MultiheadAttention's key_padding_mask
True means "ignore". Mixed up, every query reads exactly the padding. Check the convention of each interface
before you pass a mask on.
"""

import math

import torch


def attention(q, k, v, mask=None, causal=False):
    t_q, t_k = q.shape[-2], k.shape[-2]
    visible = torch.ones(t_q, t_k, dtype=torch.bool, device=q.device)
    if causal:
        visible = visible.tril(t_k - t_q)
    if mask is not None:
        visible = visible & ~mask
    sighted = visible.any(-1, keepdim=True)
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    scores = scores.masked_fill(~visible & sighted, -math.inf)
    weights = torch.softmax(scores, dim=-1)
    return torch.where(sighted, weights @ v, 0.0)
