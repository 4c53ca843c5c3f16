"""What the rope drill tries: positions near and far, several bases, norms, scores that depend on distance alone."""

import torch

from llmprep.drills.cases import Suite, call, script, values

suite = Suite()
FARTHEST = {torch.float32: 60, torch.float64: 100_000}


@suite.cases
def ordinary(d):
    t, n = d.size(1, 5), 2 * d.size(1, 4)
    x = d.tensor(*d.batch(), t, n)
    positions = d.ints(t, low=0, high=FARTHEST.get(d.dtype, 450))
    return call("apply_rope", x, positions, base=d.one_of((10000.0, 100.0, 500000.0)))


@suite.cases
def any_size(d):
    x = d.tensor(d.size(1, 3), d.size(1, 7))
    return call("apply_rope", x, d.ints(x.tensor.shape[0], low=0, high=20))


@suite.example("the default base, positions out of order")
def default(dtype):
    return call("apply_rope", values((2, 4, 8), "normal", 1).to(dtype), torch.tensor([7, 0, 3, 4]))


@suite.example("bfloat16 needs positions it cannot hold")
def far(dtype):
    positions = torch.tensor([0, 59, 60] if dtype == torch.float32 else [300, 301, 449])
    return call("apply_rope", values((3, 6), "normal", 2).to(dtype), positions, 100.0)


@suite.example("an odd size")
def odd(dtype):
    return call("apply_rope", values((2, 3), "normal", 3).to(dtype), torch.arange(2))


@suite.example("q at 12 and 5, k at 9 and 2: the same distance")
def distance():
    q, k = values((2, 6), "normal", 4)
    x = torch.stack([q, q, k, k])
    step = call("apply_rope", x, torch.tensor([12, 5, 9, 2]), 50.0)
    return script(step, data="distance")


@suite.property("norms are kept, and q·k depends on the distance alone")
def geometry(script, got):
    if got[0].raised:
        return None
    x, y = script.steps[0].args[0], got[0].value.double()
    x = getattr(x, "tensor", x).double()
    before, after = x.norm(dim=-1), y.norm(dim=-1)
    if not torch.allclose(before, after, rtol=0.05, atol=1e-6):
        return "turning must not change the norm of a vector"
    if script.data == "distance" and not torch.isclose(y[0] @ y[2], y[1] @ y[3], rtol=1e-6):
        return "q·k at positions 12 and 9 differs from q·k at 5 and 2"
    return None
