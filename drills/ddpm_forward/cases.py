"""What the noising drill tries: a step for each item, first and last steps, further dimensions, betas in another dtype."""

import torch

from llmprep.drills.cases import Laid, Suite, call, values

suite = Suite()


@suite.cases
def ordinary(d):
    b, steps = d.size(1, 3), d.size(1, 6)
    shape = (b, *d.batch())
    betas = d.ints(steps, low=1, high=6).tensor.to(torch.float32) / 8
    t = d.ints(b, low=0, high=steps - 1)
    return call("q_sample", d.tensor(*shape), t, Laid(betas, grad=False), d.tensor(*shape))


@suite.example("the first and the last step of a usual schedule")
def usual(dtype):
    betas = torch.linspace(1e-4, 0.02, 1000)
    x0, noise = values((2, 3, 2), "simple", 1).to(dtype), values((2, 3, 2), "simple", 2).to(dtype)
    return call("q_sample", x0, torch.tensor([0, 999]), Laid(betas, grad=False), noise)
