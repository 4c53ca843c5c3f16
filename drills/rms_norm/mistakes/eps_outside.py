"""eps is added outside the root.

sqrt(mean square) + eps is not sqrt(mean square + eps): small vectors come out larger, and the gradient of the root at a vector of zeros is infinite. Add eps to the mean square.
"""

import torch


def rms_norm(x, weight, eps=1e-6):
    wide = x.to(torch.promote_types(x.dtype, torch.float32))
    return (wide / (wide.square().mean(-1, keepdim=True).sqrt() + eps) * weight).to(x.dtype)
