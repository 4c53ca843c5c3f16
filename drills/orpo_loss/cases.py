"""What the ORPO drill tries: mean log-probabilities near 0, of ordinary size and far below, both shapes of the nll."""

import torch

from llmprep.drills.cases import Laid, Suite, call

suite = Suite()


def mean_logps(d, n):
    return Laid(-(d.ints(n, low=1, high=24).tensor.to(d.dtype) / 8), d.one_of(("plain", "strided")))


@suite.cases
def ordinary(d):
    n = d.size(1, 4)
    nll = Laid(d.ints(*((n,) if d.flag() else ()), low=1, high=16).tensor.to(d.dtype) / 4)
    return call("orpo_loss", mean_logps(d, n), mean_logps(d, n), nll, d.one_of((0.1, 1.0, 0.5)))


@suite.example("lam is 0.1 by default")
def default_lam(dtype):
    made = [torch.tensor(x, dtype=dtype) for x in ([-0.25, -2.0], [-1.0, -0.5], [0.25, 2.0])]
    return call("orpo_loss", *made)


@suite.example("an answer that is nearly certain")
def near_zero(dtype):
    made = [torch.tensor(x, dtype=dtype) for x in ([-1e-5, -1.0], [-1.1e-5, -1e-5], 0.0)]
    return call("orpo_loss", *made, 1.0)


@suite.example("an answer so certain that exp is 1")
def at_zero(dtype):
    tiny = -1e-6 if dtype == torch.float16 else -1e-9
    made = [torch.tensor(x, dtype=dtype) for x in ([tiny, -1.0], [-1.0, tiny], 0.0)]
    return call("orpo_loss", *made, 1.0)


@suite.example("unlikely answers")
def unlikely(dtype):
    made = [torch.tensor(x, dtype=dtype) for x in ([-29.5, -31.0, -60.0], [-29.25, -30.5, -50.0], 0.5)]
    return call("orpo_loss", *made, 1.0)


@suite.example("answers that are nearly impossible")
def far_below(dtype):
    made = [torch.tensor(x, dtype=dtype) for x in ([-1e4, -0.5], [-0.5, -1e4], [1.0, 2.0])]
    return call("orpo_loss", *made, 1.0)
