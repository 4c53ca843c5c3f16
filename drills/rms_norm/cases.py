"""What the RMSNorm drill tries: leading shapes, eps, offsets that layer norm would remove, zeros."""

import torch

from llmprep.drills.cases import Suite, call, values

suite = Suite()


@suite.cases
def ordinary(d):
    n = d.size(1, 6)
    x = d.tensor(*d.batch(), n, styles=("simple", "normal", "positive", "spiky", "zeros"))
    return call("rms_norm", x, d.tensor(n), d.one_of((1e-6, 1e-2, 1.0)))


@suite.example("the default eps, tiny values")
def default_eps(dtype):
    return call("rms_norm", values((2, 4), "normal", 3, scale=1e-3).to(dtype), torch.ones(4, dtype=dtype))


@suite.example("many entries of one size")
def many(dtype):
    x = torch.full((1, 1000), 3.0, dtype=dtype)
    return call("rms_norm", x, torch.ones(1000, dtype=dtype))


@suite.example("values of 1e3")
def large(dtype):
    return call("rms_norm", values((2, 5), "normal", 4, scale=1e3).to(dtype), values((5,), "normal", 5).to(dtype))
