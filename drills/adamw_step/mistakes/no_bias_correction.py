"""The averages are not corrected.

m and v start at zero, so early on both are too small, v more than m: the first step is (1 - b1) / sqrt(1 - b2), about 3 times too large, and it takes a thousand steps to fade. Divide by 1 - beta^step.
"""

import torch


def adamw_step(p, grad, m, v, step, lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
    wide = torch.promote_types(p.dtype, torch.float32)
    b1, b2 = betas
    pw, g = p.detach().to(wide), grad.detach().to(wide)
    m1 = b1 * m.detach().to(wide) + (1 - b1) * g
    v1 = b2 * v.detach().to(wide) + (1 - b2) * g * g
    m_hat, v_hat = m1, v1
    new = pw * (1 - lr * weight_decay) - lr * m_hat / (v_hat.sqrt() + eps)
    return new.to(p.dtype), m1.to(p.dtype), v1.to(p.dtype)
