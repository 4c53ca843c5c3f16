"""Linear attention (arXiv:2006.16236, sections 3.2 and 3.3)."""

import torch


def feature_map(x: torch.Tensor) -> torch.Tensor:
    """elu(x) + 1, entry by entry, without the loss of digits that elu's -1 brings below zero."""
    # The branch that is not taken must not overflow either: its gradient would be inf * 0.
    return torch.where(x > 0, x + 1, torch.exp(x.clamp_max(0)))


def linear_attention(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, causal: bool = False) -> torch.Tensor:
    """Attention with weights φ(q_i)·φ(k_j), normalised over j (over j <= i when causal).

    q, k: (..., T, d); v: (..., T, dv). Returns (..., T, dv). Linear in T: the keys and values are summed up before
    any query looks at them.
    """
    half = q.dtype in (torch.float16, torch.bfloat16)
    work = torch.float32 if half else q.dtype  # sums over many positions need more digits than a half has
    phi_q, phi_k, values = feature_map(q.to(work)), feature_map(k.to(work)), v.to(work)
    if causal:
        # Running sums: position i holds everything up to and including i.
        states = (phi_k.unsqueeze(-1) * values.unsqueeze(-2)).cumsum(-3)  # (..., T, d, dv)
        totals = phi_k.cumsum(-2)  # (..., T, d)
        mixed = (phi_q.unsqueeze(-2) @ states).squeeze(-2)
        weight = (phi_q * totals).sum(-1, keepdim=True)
    else:
        mixed = phi_q @ (phi_k.transpose(-2, -1) @ values)  # (d, dv) in the middle, never (T, T)
        weight = phi_q @ phi_k.sum(-2).unsqueeze(-1)
    return (mixed / weight).to(q.dtype)
