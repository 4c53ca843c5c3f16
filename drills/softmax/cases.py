"""What the softmax drill tries."""

import torch

from llmprep.drills.cases import Suite, call

suite = Suite()


@suite.cases
def ordinary(d):
    shape = (*d.batch(), d.size(1, 6))
    x = d.tensor(*shape, styles=("simple", "normal", "ties", "large"))
    return call("softmax", x, dim=d.one_of((-1, 0)))


@suite.cases
def with_holes(d):
    rows, n = d.size(1, 3), d.size(2, 5)
    x = d.tensor(rows, n, layouts=("plain",)).tensor
    holes = d.mask(rows, n).tensor
    return call("softmax", torch.where(holes, torch.full_like(x, float("-inf")), x))


@suite.example("rows that differ by 1e4")
def far_apart(dtype):
    return call("softmax", torch.tensor([[1e4, 1e4, 0.0], [-1e4, -1e4, -1e4], [0.0, 1.0, 2.0]], dtype=dtype))


@suite.example("a slice of nothing but -inf")
def nothing(dtype):
    return call("softmax", torch.tensor([[float("-inf")] * 3, [0.0, 1.0, float("-inf")]], dtype=dtype))


@suite.example("the default dim is the last")
def default_dim(dtype):
    return call("softmax", torch.arange(12, dtype=dtype).reshape(2, 3, 2) / 4)
