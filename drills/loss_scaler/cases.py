"""What the loss-scaler drill tries: random runs of good and bad steps, with the scale read after each."""

import torch

from llmprep.drills.cases import Suite, make, read, script, use, values

suite = Suite()
INF, NAN = float("inf"), float("nan")


def gradients(dtype, seed, bad=None):
    grads = [values((2,), "simple", seed).to(dtype) * 8, values((1, 3), "normal", seed + 1).to(dtype) * 8]
    if bad is not None:
        grads[seed % 2].view(-1)[seed % 2] = bad
    return grads


def run(kinds, dtype, **settings):
    steps = [make("s", "LossScaler", **settings), read("s", "scale")]
    for i, bad in enumerate(kinds):
        steps += [use("s", "unscale", gradients(dtype, i, bad)), read("s", "scale")]
    return script(*steps, grads=False)


@suite.cases
def runs(d):
    kinds = [d.one_of((None, None, None, INF, NAN, -INF)) for _ in range(d.size(1, 9))]
    settings = {"init": d.one_of((8.0, 64.0)), "growth": d.one_of((2.0, 4.0)), "backoff": d.one_of((0.5, 0.25))}
    return run(kinds, d.dtype, interval=d.size(1, 3), **settings)


@suite.example("the defaults")
def defaults(dtype):
    return run([None, INF, None], dtype)


@suite.example("a bad step starts the count anew")
def anew(dtype):
    return run([None, None, NAN, None, None, None, None], dtype, init=8.0, interval=3)


@suite.example("two objects do not share their state")
def two(dtype):
    steps = [make("a", "LossScaler", 8.0), make("b", "LossScaler", 8.0), use("a", "unscale", gradients(dtype, 0, INF))]
    steps += [read("b", "scale"), use("b", "unscale", gradients(dtype, 1)), read("a", "scale")]
    return script(*steps, grads=False)


@suite.example("no gradients at all")
def none(dtype):
    return script(make("s", "LossScaler", 4.0, interval=1), use("s", "unscale", []), read("s", "scale"), grads=False)


@suite.example("2000 good steps")
def long():
    steps = [use("s", "unscale", []) for _ in range(1999)]
    one = [torch.ones(1)]
    return script(
        make("s", "LossScaler"), *steps, read("s", "scale"), use("s", "unscale", one), read("s", "scale"), grads=False
    )
