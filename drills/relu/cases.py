"""What the ReLU drill tries."""

import torch

from llmprep.drills.cases import Suite, call

suite = Suite()


@suite.cases
def ordinary(d):
    return call("relu", d.tensor(*d.batch(), d.size(1, 6), styles=("simple", "normal", "ties", "zeros", "large")))


@suite.example("zeros, and the gradient there")
def at_zero(dtype):
    return call("relu", torch.tensor([0.0, -0.5, 0.5, 0.0], dtype=dtype))


@suite.example("NaN and infinities")
def special(dtype):
    x = torch.tensor([float("nan"), float("inf"), float("-inf"), 1.0], dtype=dtype)
    return call("relu", x)
