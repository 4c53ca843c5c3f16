"""What the clipping drill tries: several shapes, norms on both sides of the limit, the small constant, zeros."""

import torch

from llmprep.drills.cases import Suite, call, script, values

suite = Suite()


@suite.cases
def ordinary(d):
    grads = [d.tensor(*d.batch(), d.size(1, 4), styles=("normal", "simple")) for _ in range(d.size(1, 4))]
    return script(call("clip_grad_norm", grads, d.one_of((0.5, 2.0, 100.0, 1e-3))), grads=False)


@suite.example("three, four, five")
def five(dtype):
    grads = [torch.tensor([3.0], dtype=dtype), torch.tensor([0.0, 4.0], dtype=dtype)]
    return script(call("clip_grad_norm", grads, 1.0), grads=False)


@suite.example("a norm just below the limit")
def below(dtype):
    return script(call("clip_grad_norm", [torch.tensor([3.0, -4.0], dtype=dtype)], 5.5), grads=False)


@suite.example("a norm as small as the constant")
def tiny(dtype):
    return script(call("clip_grad_norm", [torch.tensor([3e-6, 4e-6], dtype=dtype)], 1e-6), grads=False)


@suite.example("norms between the limit and the limit less the constant")
def within_the_constant(dtype):
    grads = [torch.tensor([3e-7, 4e-7], dtype=dtype)]
    return script(*(call("clip_grad_norm", grads, limit) for limit in (1e-6, 2e-6)), grads=False)


@suite.example("all zeros")
def zeros(dtype):
    return script(call("clip_grad_norm", [torch.zeros(2, dtype=dtype), torch.zeros((), dtype=dtype)], 1.0), grads=False)


@suite.example("many small tensors")
def many(dtype):
    return script(call("clip_grad_norm", [values((3,), "normal", i).to(dtype) for i in range(20)], 2.0), grads=False)
