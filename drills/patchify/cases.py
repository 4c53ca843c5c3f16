"""What the patchify drill tries: channels, images that are not square, patches of every size, sizes that do not fit."""

import torch

from llmprep.drills.cases import Suite, call

suite = Suite()


@suite.cases
def ordinary(d):
    b, c, p = d.size(1, 2), d.size(1, 3), d.size(1, 3)
    return call("patchify", d.tensor(b, c, p * d.size(1, 3), p * d.size(1, 3)), p)


@suite.cases
def uneven(d):
    return call("patchify", d.tensor(1, 1, d.size(1, 4), d.size(1, 4)), d.size(0, 3))


@suite.example("two channels, two rows of three patches")
def numbered(dtype):
    return call("patchify", torch.arange(48, dtype=dtype).reshape(1, 2, 4, 6), 2)


@suite.example("a negative patch")
def negative(dtype):
    return call("patchify", torch.zeros(1, 1, 2, 2, dtype=dtype), -1)
