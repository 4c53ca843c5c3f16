"""What the GRPO drill tries: several groups, clipped tokens, equal rewards, sequences of different lengths and without tokens."""

import torch

from llmprep.drills.cases import Laid, Suite, call

suite = Suite()


def tokens(d, b, t):
    return Laid(d.ints(b, t, low=-12, high=-4).tensor.to(d.dtype) * 0.125, d.one_of(("plain", "transposed", "strided")))


@suite.cases
def ordinary(d):
    size, groups, t = d.size(1, 3), d.size(1, 3), d.size(1, 4)
    b = size * groups
    rewards = Laid(d.ints(b, low=-2, high=4).tensor.to(d.dtype) / 2)
    beta = d.one_of((0.04, 0.5, 0.0))
    return call(
        "grpo_loss", *(tokens(d, b, t) for _ in range(3)), rewards, d.mask(b, t), size, d.one_of((0.2, 0.5)), beta
    )


@suite.example("two groups of two, uneven lengths, the defaults")
def defaults(dtype):
    logps = torch.tensor([[-1.0, -0.5, -2.0], [-1.5, -1.0, -1.0], [-0.5, -0.5, -1.5], [-2.0, -1.0, -0.5]], dtype=dtype)
    old = torch.tensor([[-1.0, -1.5, -1.5], [-1.0, -1.0, -2.0], [-1.5, -0.5, -1.0], [-1.0, -1.5, -1.5]], dtype=dtype)
    mask = torch.tensor([[True, True, True], [True, False, False], [False, True, True], [True, True, False]])
    return call("grpo_loss", logps, old, old - 0.5, torch.tensor([1.0, 0.0, 3.0, -1.0], dtype=dtype), mask, 2)


@suite.example("a group of equal rewards")
def equal(dtype):
    logps = torch.tensor([[-1.0, -0.5], [-1.5, -1.0]], dtype=dtype)
    mask = torch.ones(2, 2, dtype=torch.bool)
    return call("grpo_loss", logps, logps - 0.5, logps + 0.25, torch.tensor([2.0, 2.0], dtype=dtype), mask, 2, beta=0.5)


@suite.example("rewards so close that 1e-4 matters")
def close(dtype):
    kind = torch.float64 if dtype == torch.float64 else torch.float32
    logps = torch.tensor([[-1.0], [-1.5]], dtype=kind)
    old = torch.tensor([[-1.25], [-1.25]], dtype=kind)
    return call(
        "grpo_loss", logps, old, logps, torch.tensor([0.0, 2.0**-12], dtype=kind), torch.ones(2, 1, dtype=torch.bool), 2
    )


@suite.example("a group size that does not divide the batch")
def uneven():
    x = torch.zeros(3, 1)
    return call("grpo_loss", x, x, x, torch.zeros(3), torch.ones(3, 1, dtype=torch.bool), 2)


@suite.example("a group size of zero")
def empty_groups():
    x = torch.zeros(2, 1)
    return call("grpo_loss", x, x, x, torch.zeros(2), torch.ones(2, 1, dtype=torch.bool), 0)


@suite.example("differences of 1000 on padding")
def padding(dtype):
    mask = torch.tensor([[True, False], [True, False]])
    logps = torch.tensor([[-1.0, 0.0], [-2.0, -1000.0]], dtype=dtype)
    old = torch.tensor([[-1.5, -1000.0], [-1.5, 0.0]], dtype=dtype)
    return call("grpo_loss", logps, old, old, torch.tensor([1.0, 0.0], dtype=dtype), mask, 2)
