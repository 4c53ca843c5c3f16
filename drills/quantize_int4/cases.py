"""What the int4 drill tries: groups of every size, groups of one sign, constant groups. No value lies near a half step."""

import torch

from llmprep.drills.cases import Laid, Suite, call, values

suite = Suite(gradients=False, examples=60)


def clear(w, group_size):
    """The weight with the group's minimum where rounding would be a close call."""
    if w.shape[1] % group_size:
        return w
    g = w.reshape(w.shape[0], -1, group_size)
    low = g.amin(-1, keepdim=True)
    steps = (g.double() - low.double()) * 15 / (g.amax(-1, keepdim=True).double() - low.double())
    return torch.where(((steps - steps.floor()) - 0.5).abs() < 0.02, low, g).reshape(w.shape)


@suite.cases
def quantize(d):
    group, n_out = d.size(1, 4), d.size(1, 3)
    n_in = group * d.size(1, 3)
    style = d.one_of(("normal", "simple", "large", "equal", "positive"))
    w = values((n_out, n_in), style, d.seed()) + d.one_of((0.0, 0.0, 2.0, -2.0))
    # Exact in float32: where minimum and maximum nearly cancel, only that makes the scale well defined.
    w = (w * d.one_of((1.0, 1e-3, -1.0))).float()
    return call("quantize_int4", Laid(clear(w.to(d.dtype), group), d.one_of(("plain", "transposed", "strided"))), group)


@suite.cases
def group_sizes(d):
    n_in = d.size(1, 8)
    return call("quantize_int4", values((2, n_in), "simple", 3).to(d.dtype) * 0, d.size(1, 9))


@suite.cases
def dequantize(d):
    group, n_out, n_groups = d.size(1, 4), d.size(1, 3), d.size(1, 3)
    n_groups += group * n_groups % 2
    packed = d.ints(n_out, group * n_groups // 2, low=0, high=255).tensor.to(torch.uint8)
    scale = d.tensor(n_out, n_groups, styles=("positive",), dtype=torch.float32)
    zero = d.tensor(n_out, n_groups, styles=("normal",), dtype=torch.float32)
    return call("dequantize_int4", packed, scale, zero, group)


@suite.example("two groups in two rows")
def two(dtype):
    rows = [[0.0, 1.0, 2.0, 3.0, -1.0, -1.0, 2.0, 0.6], [5.0, 8.0, 6.0, 7.0, -3.0, -9.0, -5.0, -4.0]]
    return call("quantize_int4", torch.tensor(rows, dtype=dtype), 4)


@suite.example("a constant group beside others")
def constant(dtype):
    return call("quantize_int4", torch.tensor([[2.5, 2.5, 0.0, 1.0], [-1.0, 3.0, -7.0, -7.0]], dtype=dtype), 2)


@suite.example("groups of three")
def three(dtype):
    return call("quantize_int4", clear(values((2, 12), "normal", 5).float().to(dtype), 3), 3)


@suite.example("an odd number of inputs")
def odd(dtype):
    return call("quantize_int4", values((2, 3), "normal", 5).to(dtype), 3)


@suite.example("a group that does not divide")
def uneven(dtype):
    return call("quantize_int4", values((2, 6), "normal", 5).to(dtype), 4)
