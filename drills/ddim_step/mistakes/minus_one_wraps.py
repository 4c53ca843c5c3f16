"""-1 is used as an index.

alphas_cumprod[-1] is the *last* step, the noisiest one: the final image is drowned in noise. Before step 0 alpha-bar is 1.
"""

import torch


def ddim_step(x_t, eps, t, t_prev, alphas_cumprod):
    bar = alphas_cumprod.double()
    x, e = x_t.double(), eps.double()
    a = bar[t]
    b = bar[t_prev]
    x0 = (x - (1 - a).sqrt() * e) / a.sqrt()
    return (b.sqrt() * x0 + (1 - b).sqrt() * e).to(x_t.dtype)
