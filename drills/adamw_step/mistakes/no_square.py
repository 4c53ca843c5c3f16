"""v averages the gradient's size, not its square.

The root of an average of absolute values has the unit of a square root of a gradient: the step is no longer free of the gradient's scale, which is Adam's whole point. Square the gradient.
"""

import torch


def adamw_step(p, grad, m, v, step, lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
    wide = torch.promote_types(p.dtype, torch.float32)
    b1, b2 = betas
    pw, g = p.detach().to(wide), grad.detach().to(wide)
    m1 = b1 * m.detach().to(wide) + (1 - b1) * g
    v1 = b2 * v.detach().to(wide) + (1 - b2) * g.abs()
    m_hat, v_hat = m1 / (1 - b1**step), v1 / (1 - b2**step)
    new = pw * (1 - lr * weight_decay) - lr * m_hat / (v_hat.sqrt() + eps)
    return new.to(p.dtype), m1.to(p.dtype), v1.to(p.dtype)
