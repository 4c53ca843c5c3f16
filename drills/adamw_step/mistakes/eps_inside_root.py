"""eps is inside the root.

sqrt(v + eps) with eps = 1e-8 acts like an eps of 1e-4: small gradients, as those of embeddings, are damped. Add eps after the root.
"""

import torch


def adamw_step(p, grad, m, v, step, lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
    wide = torch.promote_types(p.dtype, torch.float32)
    b1, b2 = betas
    pw, g = p.detach().to(wide), grad.detach().to(wide)
    m1 = b1 * m.detach().to(wide) + (1 - b1) * g
    v1 = b2 * v.detach().to(wide) + (1 - b2) * g * g
    m_hat, v_hat = m1 / (1 - b1**step), v1 / (1 - b2**step)
    new = pw * (1 - lr * weight_decay) - lr * m_hat / (v_hat + eps).sqrt()
    return new.to(p.dtype), m1.to(p.dtype), v1.to(p.dtype)
