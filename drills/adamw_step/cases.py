"""What the AdamW drill tries: first and late steps, other betas, eps and decays, gradients of zero."""

import torch

from llmprep.drills.cases import Laid, Suite, call, values

suite = Suite(gradients=False)


@suite.cases
def ordinary(d):
    shape = (*d.batch(), d.size(1, 4))
    v = values(shape, "positive", d.seed()).to(d.dtype)
    step, lr = d.one_of((1, 2, 10, 1000)), d.one_of((0.1, 0.5, 1e-3))
    betas = d.one_of(((0.9, 0.999), (0.8, 0.95), (0.5, 0.9)))
    return call(
        "adamw_step", d.tensor(*shape), d.tensor(*shape), d.tensor(*shape), Laid(v), step, lr,
        betas, d.one_of((1e-8, 0.1, 1.0)), d.one_of((0.01, 0.0, 0.5)),
    )  # fmt: skip


@suite.example("the very first step, with the defaults")
def first(dtype):
    p, g = torch.tensor([1.0, -2.0, 3.0], dtype=dtype), torch.tensor([2.0, -0.5, 1e-3], dtype=dtype)
    return call("adamw_step", p, g, torch.zeros_like(p), torch.zeros_like(p), 1, 0.1)


@suite.example("eps as large as the root of v")
def small_gradients(dtype):
    p, g = torch.tensor([0.5, -0.5], dtype=dtype), torch.tensor([1e-8, -3e-8], dtype=dtype)
    return call("adamw_step", p, g, torch.zeros_like(p), torch.zeros_like(p), 1, 0.1, eps=1e-8)


@suite.example("no gradient: only decay")
def only_decay(dtype):
    p = torch.tensor([4.0, -4.0], dtype=dtype)
    zero = torch.zeros_like(p)
    return call("adamw_step", p, zero, zero, zero, 3, 0.5, weight_decay=0.5)
