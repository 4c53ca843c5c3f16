"""What the IPO drill tries. Log-probabilities are multiples of 1/2, so that every dtype subtracts them exactly."""

import torch

from llmprep.drills.cases import Laid, Suite, call

suite = Suite()


def logps(d, n):
    return Laid(d.ints(n, low=-12, high=0).tensor.to(d.dtype) / 2, d.one_of(("plain", "strided", "offset")))


@suite.cases
def ordinary(d):
    n = d.size(1, 5)
    return call("ipo_loss", *(logps(d, n) for _ in range(4)), tau=d.one_of((0.25, 0.5, 0.125, 1.0)))


@suite.cases
def default_tau(d):
    n = d.size(1, 4)
    return call("ipo_loss", *(logps(d, n) for _ in range(4)))


@suite.example("the worked pair, beyond its target")
def worked(dtype):
    return call("ipo_loss", *(torch.tensor([x], dtype=dtype) for x in (-42.0, -50.0, -45.0, -48.0)), 0.25)


@suite.example("margins on both sides of the target")
def both(dtype):
    zero = torch.zeros(2, dtype=dtype)
    return call(
        "ipo_loss", torch.tensor([-1.0, -9.0], dtype=dtype), torch.tensor([-8.0, -2.0], dtype=dtype), zero, zero
    )
