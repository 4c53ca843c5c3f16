"""What the Kaiming drill tries: shapes, errors, and the distribution of many entries, kernels included."""

import math
from itertools import pairwise

import torch
from scipy.stats import norm

from llmprep.drills.cases import Counted, Seeded, Suite, call

suite = Suite(dtypes=("float64",), gradients=False, examples=16)
EDGES = torch.tensor([-2.0, -1.2, -0.6, -0.2, 0.2, 0.6, 1.2, 2.0])
CELLS = [float(b - a) for a, b in zip([0.0, *norm.cdf(EDGES)], [*norm.cdf(EDGES), 1.0], strict=True)]
TEXTS = [f"{e:g}" for e in EDGES.tolist()]
NAMES = [
    f"below {TEXTS[0]} deviations",
    *(f"{a} to {b} deviations" for a, b in pairwise(TEXTS)),
    f"above {TEXTS[-1]} deviations",
]


@suite.cases
def shapes(d):
    shape = tuple(d.size(1, 4) for _ in range(d.size(0, 4)))
    return call("kaiming_normal", shape, d.generator())


@suite.judge
def right_form(script, expected, got):
    shape = script.steps[0].args[0]
    if expected[0].raised:
        return None
    value = got[0].value
    if not isinstance(value, torch.Tensor) or value.shape != shape or value.dtype != torch.float32:
        return f"the result should be a float32 tensor of shape {shape}"
    if not torch.isfinite(value).all():
        return "an entry is not finite"
    return "all entries are 0" if not value.any() else None


@suite.statistics("normal with deviation sqrt(2 / fan_in)")
def distribution(ask, seed):
    for i, shape in enumerate(((400, 100), (30, 40, 5, 7), (2000, 20))):
        ((outcome,),) = ask([call("kaiming_normal", shape, Seeded(seed + i))])
        z = outcome.value.double().flatten() / math.sqrt(2 / math.prod(shape[1:]))
        cells = torch.bincount(torch.bucketize(z, EDGES.double()), minlength=9).tolist()
        yield Counted(f"weights of shape {shape}", cells, CELLS, NAMES)
        neighbours = (z[0::2] > 0).long() * 2 + (z[1::2] > 0).long()
        yield Counted(
            f"signs of neighbours, shape {shape}",
            torch.bincount(neighbours, minlength=4).tolist(),
            [0.25] * 4,
            ["- -", "- +", "+ -", "+ +"],
        )
    ((one,), (other,)) = ask([call("kaiming_normal", (20, 20), Seeded(seed + i)) for i in (50, 51)])
    if torch.equal(one.value, other.value):
        yield "two generators with different seeds give the same weights"
