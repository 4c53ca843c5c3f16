"""What the DDIM drill tries: steps that skip, the last step, alphas in another dtype."""

import torch

from llmprep.drills.cases import Laid, Suite, call, values

suite = Suite()


@suite.cases
def ordinary(d):
    steps = d.size(2, 6)
    bars = torch.cumprod(1 - d.ints(steps, low=1, high=3).tensor.to(torch.float32) / 8, 0)
    t = d.size(1, steps - 1)
    shape = (*d.batch(), d.size(1, 3))
    return call("ddim_step", d.tensor(*shape), d.tensor(*shape), t, d.size(-1, t - 1), Laid(bars, grad=False))


@suite.example("the last step of all")
def last(dtype):
    bars = torch.tensor([0.9, 0.64, 0.36])
    x, eps = values((2, 2), "simple", 3).to(dtype), values((2, 2), "simple", 4).to(dtype)
    return call("ddim_step", x, eps, 0, -1, Laid(bars, grad=False))


@suite.example("a long jump")
def jump(dtype):
    bars = torch.cumprod(1 - torch.linspace(1e-3, 0.1, 40), 0)
    x, eps = values((3,), "simple", 5).to(dtype), values((3,), "simple", 6).to(dtype)
    return call("ddim_step", x, eps, 39, 7, Laid(bars, grad=False))
