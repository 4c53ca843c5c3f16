"""What the IPO drill tries. Log-probabilities are multiples of 1/2, so that every dtype subtracts them exactly."""

import torch
from hypothesis import assume

from llmprep.drills.cases import Laid, Suite, call

suite = Suite()


def logps(d, n):
    return Laid(d.ints(n, low=-12, high=0).tensor.to(d.dtype) / 2, d.one_of(("plain", "strided", "offset")))


def four(d, n, tau):
    """Four lots of log-probabilities, not with every margin on its target: there the loss is 0, and a square that is
    multiplied out leaves the rounding of its terms."""
    chosen, rejected, ref_chosen, ref_rejected = made = [logps(d, n) for _ in range(4)]
    margin = chosen.tensor - ref_chosen.tensor - (rejected.tensor - ref_rejected.tensor)
    assume(bool((margin != 1 / (2 * tau)).any()))
    return made


@suite.cases
def ordinary(d):
    n, tau = d.size(1, 5), d.one_of((0.25, 0.5, 0.125, 1.0))
    return call("ipo_loss", *four(d, n, tau), tau=tau)


@suite.cases
def default_tau(d):
    return call("ipo_loss", *four(d, d.size(1, 4), 0.1))


@suite.example("the worked pair, beyond its target")
def worked(dtype):
    return call("ipo_loss", *(torch.tensor([x], dtype=dtype) for x in (-42.0, -50.0, -45.0, -48.0)), 0.25)


@suite.example("margins on both sides of the target")
def both(dtype):
    zero = torch.zeros(2, dtype=dtype)
    return call(
        "ipo_loss", torch.tensor([-1.0, -9.0], dtype=dtype), torch.tensor([-8.0, -2.0], dtype=dtype), zero, zero
    )
