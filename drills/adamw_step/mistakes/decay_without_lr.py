"""The decay is not multiplied by the learning rate.

With p (1 - weight_decay) the weights lose 1 % at every step whatever the schedule does, and are gone after a few hundred. Multiply by lr, as torch does.
"""

import torch


def adamw_step(p, grad, m, v, step, lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
    wide = torch.promote_types(p.dtype, torch.float32)
    b1, b2 = betas
    pw, g = p.detach().to(wide), grad.detach().to(wide)
    m1 = b1 * m.detach().to(wide) + (1 - b1) * g
    v1 = b2 * v.detach().to(wide) + (1 - b2) * g * g
    m_hat, v_hat = m1 / (1 - b1**step), v1 / (1 - b2**step)
    new = pw * (1 - weight_decay) - lr * m_hat / (v_hat.sqrt() + eps)
    return new.to(p.dtype), m1.to(p.dtype), v1.to(p.dtype)
