"""What the SwiGLU drill tries: leading shapes, widths apart, gates far from zero on both sides."""

import torch

from llmprep.drills.cases import Suite, call, values

suite = Suite()


@suite.cases
def ordinary(d):
    n, width = d.size(1, 4), d.size(1, 5)
    x = d.tensor(*d.batch(), n, styles=("normal", "simple"))
    return call("swiglu", x, d.tensor(n, width), d.tensor(n, width), d.tensor(width, n))


@suite.example("gates of +-30")
def saturated(dtype):
    x = torch.tensor([[30.0, 1.0], [-30.0, 1.0]], dtype=dtype)
    gate = torch.tensor([[1.0, -1.0], [0.0, 0.0]], dtype=dtype)
    return call("swiglu", x, gate, values((2, 2), "simple", 7).to(dtype), values((2, 2), "simple", 8).to(dtype))
