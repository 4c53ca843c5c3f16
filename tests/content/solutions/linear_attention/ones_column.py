"""The normaliser as one more column of ones in v."""

import torch
import torch.nn.functional as F


def linear_attention(q, k, v, causal=False):
    def phi(x):
        return torch.exp(torch.minimum(x, torch.zeros_like(x))) + F.relu(x)

    wide = torch.float64 if q.dtype == torch.float64 else torch.float32
    values = F.pad(v.to(wide), (0, 1), value=1.0)
    outer = torch.einsum("...td,...te->...tde", phi(k.to(wide)), values)
    state = outer.cumsum(-3) if causal else outer.sum(-3, keepdim=True).expand_as(outer)
    both = torch.einsum("...td,...tde->...te", phi(q.to(wide)), state)
    return (both[..., :-1] / both[..., -1:]).to(q.dtype)
