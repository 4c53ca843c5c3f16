"""What the layer-norm drill tries: leading shapes, eps, one entry, a mean far larger than the spread."""

import torch

from llmprep.drills.cases import Suite, call, values

suite = Suite()


@suite.cases
def ordinary(d):
    n = d.size(1, 6)
    x = d.tensor(*d.batch(), n, styles=("simple", "normal", "ties", "spiky"))
    return call("layer_norm", x, d.tensor(n), d.tensor(n), d.one_of((1e-5, 1e-2, 1.0)))


@suite.example("the default eps, small spread")
def default_eps(dtype):
    x = values((2, 4), "normal", 3, scale=0.01).to(dtype)
    return call("layer_norm", x, torch.ones(4, dtype=dtype), torch.zeros(4, dtype=dtype))


@suite.example("a mean of 1e4 times the spread")
def offset(dtype):
    x = (values((2, 8), "simple", 5) + torch.tensor([[1e4], [-1e4]])).to(dtype)
    return call("layer_norm", x, torch.ones(8, dtype=dtype), torch.zeros(8, dtype=dtype))


@suite.example("a vector of equal entries")
def equal(dtype):
    x = torch.full((1, 3), 2.0, dtype=dtype)
    return call(
        "layer_norm", x, torch.tensor([1.0, 2.0, 3.0], dtype=dtype), torch.tensor([0.5, 0.0, -1.0], dtype=dtype)
    )


@suite.property("with weight 1 and bias 0 each vector has mean 0")
def mean_is_zero(script, got):
    _, weight, bias = (getattr(a, "tensor", a) for a in script.steps[0].args[:3])
    if not ((weight == 1).all() and (bias == 0).all()):
        return None
    means = got[0].value.double().mean(-1)
    return None if (means.abs() < 0.02).all() else f"a vector has mean {means.flatten()[0]:.3g}"
