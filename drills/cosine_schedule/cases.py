"""What the schedule drill tries: every stretch and its boundaries."""

import torch

from llmprep.drills.cases import Suite, call

suite = Suite(dtypes=("float64",), gradients=False)


@suite.cases
def anywhere(d):
    warmup = d.size(0, 12)
    total = warmup + d.size(1, 30)
    step = d.size(0, total + 5)
    peak = d.number(0.1, 3.0, 0.1)
    return call("cosine_schedule", step, total, warmup, peak, d.one_of((0.0, 0.1, peak)))


@suite.cases
def boundaries(d):
    warmup = d.size(0, 5)
    total = warmup + d.size(1, 8)
    step = max(0, d.one_of((0, warmup - 1, warmup, warmup + 1, total - 1, total, total + 1)))
    return call("cosine_schedule", step, total, warmup, 2.0, 0.25)


@suite.example("half-way down, no floor by default")
def half(dtype: torch.dtype):
    return call("cosine_schedule", 60, 110, 10, 1.0)


@suite.example("long after the end")
def after(dtype: torch.dtype):
    return call("cosine_schedule", 1000, 110, 10, 1.0, floor=0.1)
