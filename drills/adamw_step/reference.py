"""One step of AdamW."""

import torch


def adamw_step(
    p: torch.Tensor,
    grad: torch.Tensor,
    m: torch.Tensor,
    v: torch.Tensor,
    step: int,
    lr: float,
    betas: tuple[float, float] = (0.9, 0.999),
    eps: float = 1e-8,
    weight_decay: float = 0.01,
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """The parameter and both averages after one step; all of one shape, `step` counts from 1. No gradients.

    Source: arXiv:1711.05101 algorithm 2, arXiv:1412.6980 algorithm 1.
    """
    with torch.no_grad():
        wide = torch.promote_types(p.dtype, torch.float32)
        beta1, beta2 = betas
        g = grad.to(wide)
        new_m = beta1 * m.to(wide) + (1 - beta1) * g
        new_v = beta2 * v.to(wide) + (1 - beta2) * g.square()
        # Both averages start at zero, so that the first ones are too small by these factors.
        m_hat = new_m / (1 - beta1**step)
        v_hat = new_v / (1 - beta2**step)
        # Decay acts on the weight itself; inside the gradient it would be divided by sqrt(v) like all else.
        new_p = p.to(wide) * (1 - lr * weight_decay) - lr * m_hat / (v_hat.sqrt() + eps)
        return new_p.to(p.dtype), new_m.to(p.dtype), new_v.to(p.dtype)
