"""What the regression drill tries: one and several targets, well-conditioned data, offsets and units, every kind of lost rank."""

import torch

from llmprep.drills.cases import Laid, Suite, call, script, values

suite = Suite(rtol={"float64": 1e-7, "float32": 1e-4, "bfloat16": 3e-2})


def design(n, d, seed):
    """n x d numbers whose centred columns are orthogonal up to a mild mixing, so that solving is well-conditioned."""
    q, _ = torch.linalg.qr(torch.cat([torch.ones(n, 1).double(), values((n, d), "normal", seed)], 1))
    return (q[:, 1:] * n**0.5) @ (torch.eye(d).double() + 0.25 * values((d, d), "simple", seed + 1) / d)


@suite.cases
def full_rank(d):
    k = d.size(1, 3)
    n = k + 2 + d.size(0, 4)
    seed = d.seed()
    x = design(n, k, seed) + d.one_of((0.0, 3.0, -2.0))
    shape = (n,) if d.flag() else (n, d.size(1, 3))
    return call(
        "linear_regression",
        Laid(x.to(d.dtype), d.one_of(("plain", "transposed"))),
        d.tensor(*shape, styles=("normal",)),
    )


@suite.example("a line through three points")
def line(dtype):
    return call(
        "linear_regression",
        torch.tensor([[0.0], [1.0], [2.0]], dtype=dtype),
        torch.tensor([1.0, 3.0, 5.0], dtype=dtype),
    )


@suite.example("two orthogonal columns of one length")
def equal_singular_values(dtype):
    x = torch.tensor([[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]], dtype=dtype)
    return call("linear_regression", x, torch.tensor([1.0, 3.0, 4.0, 9.0], dtype=dtype))


@suite.example("the same column twice")
def twice(dtype):
    column = torch.tensor([0.0, 1.0, 2.0, 4.0], dtype=dtype)
    x = torch.stack([column, column, 1 - column], 1)
    return script(call("linear_regression", x, torch.tensor([1.0, 3.0, 4.0, 9.0], dtype=dtype)), grads=False)


@suite.example("the same column twice, in tiny units")
def tiny(dtype):
    column = torch.tensor([0.0, 1.0, 2.0, 4.0], dtype=dtype) / 2**24
    x = torch.stack([column, column], 1)
    return script(call("linear_regression", x, torch.tensor([1.0, 3.0, 4.0, 9.0], dtype=dtype)), grads=False)


@suite.example("a constant column")
def constant(dtype):
    x = torch.tensor([[1.0, 2.0], [2.0, 2.0], [4.0, 2.0]], dtype=dtype)
    y = torch.tensor([[2.0, 0.0], [3.0, 1.0], [7.0, 1.0]], dtype=dtype)
    return script(call("linear_regression", x, y), grads=False)


@suite.example("fewer rows than columns")
def wide(dtype):
    x = torch.tensor([[1.0, 0.0, 2.0, 1.0], [0.0, 1.0, 1.0, 3.0], [2.0, 2.0, 0.0, 1.0]], dtype=dtype)
    return script(call("linear_regression", x, torch.tensor([1.0, 2.0, 4.0], dtype=dtype)), grads=False)


@suite.example("a single row")
def single(dtype):
    return script(
        call("linear_regression", torch.tensor([[2.0, 1.0]], dtype=dtype), torch.tensor([3.0], dtype=dtype)),
        grads=False,
    )
