"""What the convolution drill tries: kernels and images that are not square, strides with a remainder, padding, bias."""

import torch

from llmprep.drills.cases import Suite, call, values

suite = Suite(examples=32)


@suite.cases
def ordinary(d):
    kh, kw, padding = d.size(1, 3), d.size(1, 3), d.size(0, 2)
    h, w = max(1, kh - 2 * padding) + d.size(0, 3), max(1, kw - 2 * padding) + d.size(0, 3)
    n, c, o = d.size(1, 2), d.size(1, 3), d.size(1, 3)
    x, weight = d.tensor(n, c, h, w), d.tensor(o, c, kh, kw)
    bias = d.tensor(o) if d.flag() else None
    return call("conv2d", x, weight, bias, stride=d.size(1, 3), padding=padding)


def fixed(dtype, x=(1, 2, 5, 4), weight=(3, 2, 3, 2)):
    return values(x, "simple", 1).to(dtype), values(weight, "simple", 2).to(dtype)


@suite.example("no bias, stride 1 and no padding by default")
def defaults(dtype):
    return call("conv2d", *fixed(dtype))


@suite.example("a stride that leaves a remainder, with padding")
def remainder(dtype):
    return call("conv2d", *fixed(dtype), torch.tensor([1.0, -2.0, 0.5], dtype=dtype), 2, 1)


@suite.example("a kernel of 1 x 1")
def pointwise(dtype):
    return call("conv2d", *fixed(dtype, weight=(2, 2, 1, 1)), stride=2)
