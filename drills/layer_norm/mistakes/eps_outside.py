"""eps is added to the standard deviation.

sqrt(variance) + eps is not sqrt(variance + eps): for vectors of small spread the two differ a lot, and the gradient of the root is infinite where the variance is 0. Add eps to the variance.
"""

import torch


def layer_norm(x, weight, bias, eps=1e-5):
    wide = x.to(torch.promote_types(x.dtype, torch.float32))
    centred = wide - wide.mean(-1, keepdim=True)
    spread = torch.sqrt(centred.square().mean(-1, keepdim=True))
    return (centred / (spread + eps) * weight + bias).to(x.dtype)
