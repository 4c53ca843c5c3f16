"""What the GAE drill tries: rows of different lengths with nonsense on their padding, several gamma and lam."""

import torch

from llmprep.drills.cases import Laid, Suite, call

suite = Suite(gradients=False)


def exact(d, *shape):
    return Laid(d.ints(*shape, low=-6, high=6).tensor.to(d.dtype) / 2, d.one_of(("plain", "transposed", "strided")))


@suite.cases
def ordinary(d):
    b, t = d.size(1, 3), d.size(1, 5)
    lengths = d.ints(b, low=0, high=t).tensor
    mask = torch.arange(t) < lengths[:, None]
    return call(
        "gae", exact(d, b, t), exact(d, b, t), mask, d.one_of((1.0, 0.5, 0.9, 0.0)), d.one_of((0.95, 0.5, 0.0, 1.0))
    )


@suite.example("the defaults, with padding that must not matter")
def defaults(dtype):
    rewards = torch.tensor([[0.0, 1.0, -2.0, 8.0], [1.0, 0.5, 0.0, 2.0]], dtype=dtype)
    values = torch.tensor([[0.5, -1.0, 2.0, 64.0], [1.0, 0.5, -0.5, 1.5]], dtype=dtype)
    mask = torch.tensor([[True, True, True, False], [True, True, True, True]])
    return call("gae", rewards, values, mask)
