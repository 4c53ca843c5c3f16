"""What the sliding-window drill tries: windows of every size around T, and memory at two lengths."""

import torch

from llmprep.drills.cases import Suite, call, script, values

suite = Suite()


def fixed(dtype, t, d=3, batch=(2,), scale=1.0):
    return [values((*batch, t, d), "normal", i, scale).to(dtype) for i in range(3)]


@suite.cases
def ordinary(d):
    shape = (*d.batch(), d.size(1, 7), d.size(1, 4))
    return call("sliding_window_attention", *(d.tensor(*shape) for _ in range(3)), d.size(1, 8))


@suite.cases
def any_window(d):
    shape = (d.size(1, 5), 2)
    return call("sliding_window_attention", *(d.tensor(*shape) for _ in range(3)), window=d.size(-2, 6))


@suite.example("window 1: its own position alone")
def own(dtype):
    return call("sliding_window_attention", *fixed(dtype, 4), 1)


@suite.example("window 2 of 6")
def two(dtype):
    return call("sliding_window_attention", *fixed(dtype, 6, batch=()), 2)


@suite.example("window T - 1")
def nearly(dtype):
    return call("sliding_window_attention", *fixed(dtype, 5), 4)


@suite.example("a window far larger than T")
def wide(dtype):
    return call("sliding_window_attention", *fixed(dtype, 4), 100)


@suite.example("scores of thousands")
def large(dtype):
    exact = dtype == torch.float64
    step = call("sliding_window_attention", *fixed(dtype, 5, scale=60.0), 3)
    return script(step, grads=not exact, finite_only=not exact)


@suite.example("window 0")
def zero(dtype):
    return call("sliding_window_attention", *fixed(dtype, 3), 0)


@suite.example("600 positions, more than a block of queries")
def long():
    # Programs that work block by block must be right in every block, not just in the first one.
    q, k, v = (x.double() for x in fixed(torch.float32, 600, d=2, batch=()))
    return script(call("sliding_window_attention", q, k, v, 20), grads=False)


@suite.memory("memory linear in T", sizes=(1536, 6144), at_most=7)
def memory(t):
    return call("sliding_window_attention", *(values((1, t, 8), "normal", i).float() for i in range(3)), 16)
