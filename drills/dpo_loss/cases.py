"""What the dpo_loss drill tries. Log-probabilities are multiples of 1/2, so that every dtype subtracts them exactly."""

import torch

from llmprep.drills.cases import Laid, Suite, call

suite = Suite()


def logps(d, n, low):
    """Log-probabilities from low to 0 in steps of 1/2."""
    return Laid(d.ints(n, low=2 * low, high=0).tensor.to(d.dtype) / 2, d.one_of(("plain", "strided", "offset")))


# beta * margin stays within +-4: beyond it a loss near 0 is a difference that a right program may lose altogether.
@suite.cases
def ordinary(d):
    n = d.size(1, 5)
    return call("dpo_loss", *(logps(d, n, -20) for _ in range(4)), beta=d.one_of((0.1, 0.05, 0.02)))


@suite.cases
def large_beta(d):
    n = d.size(1, 5)
    return call("dpo_loss", *(logps(d, n, -2) for _ in range(4)), beta=d.one_of((1.0, 0.5, 0.3)))


@suite.cases
def default_beta(d):
    n = d.size(1, 5)
    return call("dpo_loss", *(logps(d, n, -20) for _ in range(4)))


@suite.cases
def random_values(d):
    n = d.size(2, 4)
    kind = torch.float64 if d.dtype == torch.float64 else torch.float32
    return call("dpo_loss", *(d.tensor(n, styles=("normal",), dtype=kind) for _ in range(4)), beta=d.number(0.05, 0.5))


@suite.example("margins of 1e4 in both directions")
def extreme(dtype):
    zero = torch.zeros(2, dtype=dtype)
    return call("dpo_loss", torch.tensor([-1e4, 0.0], dtype=dtype), torch.tensor([0.0, -1e4], dtype=dtype), zero, zero)


@suite.example("a reference that is 1e4 away")
def far_reference(dtype):
    zero = torch.zeros(2, dtype=dtype)
    ref = torch.tensor([-1e4, 0.0], dtype=dtype), torch.tensor([0.0, -1e4], dtype=dtype)
    return call("dpo_loss", zero, zero, *ref, beta=0.3)


@suite.example("the worked pair")
def worked(dtype):
    return call("dpo_loss", *(torch.tensor([x], dtype=dtype) for x in (-42.0, -50.0, -45.0, -48.0)), beta=0.1)
