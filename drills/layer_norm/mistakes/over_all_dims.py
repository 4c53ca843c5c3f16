"""Statistics over the whole tensor.

Mean and variance are taken over all dimensions, so one token's values depend on all others in the batch: a language model then sees the future, and its output depends on what else is in the batch. Normalise
each vector along the last dimension, with keepdim=True.
"""

import torch


def layer_norm(x, weight, bias, eps=1e-5):
    wide = x.to(torch.promote_types(x.dtype, torch.float32))
    centred = wide - wide.mean()
    return (centred * torch.rsqrt(centred.square().mean() + eps) * weight + bias).to(x.dtype)
