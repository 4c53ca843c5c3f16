"""What the GELU drill tries."""

import torch

from llmprep.drills.cases import Suite, call

suite = Suite()


@suite.cases
def ordinary(d):
    return call("gelu", d.tensor(*d.batch(), d.size(1, 6), styles=("simple", "normal"), scale=d.one_of((1.0, 2.0))))


@suite.example("from -3 to 3")
def sweep(dtype):
    return call("gelu", torch.linspace(-3, 3, 13, dtype=torch.float64).to(dtype))
