"""What the LoRA drill tries: a new layer, one with given factors, merging twice, what is trainable."""

import torch

from llmprep.drills.cases import GivenFn, Laid, Ref, Suite, make, script, use, values

suite = Suite(examples=30)
SET = "m.A.data, m.B.data = {A}, {B}"


def fresh(x, r):
    """x, once the new layer `m` has turned out to be what it should be."""
    return GivenFn("fresh", (Ref("m"), x, r), names=("m", "x", "r"), shown="{x}")


def with_factors(a, b, x):
    """x, after the factors of `m` were set."""
    return GivenFn("with_factors", (Ref("m"), a, b, x), names=("m", "A", "B", "x"), shown=SET + "\n{x}")


def after_backward(a, b, x):
    """The gradients that the factors of `m` get for x, as a batch."""
    shown = [
        SET,
        "y = m({x})",
        "(y * torch.arange(1.0, 1 + y.numel()).view_as(y)).sum().backward()",
        "torch.cat([m.A.grad, m.B.grad])",
    ]
    return GivenFn("after_backward", (Ref("m"), a, b, x), names=("m", "A", "B", "x"), shown="\n".join(shown))


def layer(d, n_out, n_in, r):
    bias = d.tensor(n_out) if d.flag() else None
    return make("m", "LoRALinear", d.tensor(n_out, n_in), bias, r, d.one_of((1, 2, 4.0, 0.5)))


@suite.cases
def new(d):
    n_out, n_in, r = d.size(1, 4), d.size(1, 4), d.size(1, 3)
    return script(
        layer(d, n_out, n_in, r),
        use("m", "__call__", fresh(d.tensor(*d.batch(), n_in).tensor, r)),
        use("m", "n_trainable"),
        grads=False,
    )


@suite.cases
def trained(d):
    n_out, n_in, r = d.size(1, 4), d.size(1, 4), d.size(1, 3)
    a, b = d.tensor(r, n_in).tensor, d.tensor(n_out, r).tensor
    x = d.tensor(*d.batch(), n_in).tensor
    return script(
        layer(d, n_out, n_in, r),
        use("m", "__call__", with_factors(a, b, x)),
        use("m", "merge"),
        use("m", "merge"),
        use("m", "__call__", GivenFn("merged", (Ref("m"), x))),
    )


@suite.example("a new layer wide enough to see that A is random")
def wide(dtype):
    w, x = values((2, 16), "simple", 3).to(dtype), values((3, 16), "simple", 4).to(dtype)
    return script(
        make("m", "LoRALinear", w, None, 3, 2),
        use("m", "__call__", GivenFn("fresh", (Ref("m"), x, 3))),
        grads=False,
    )


@suite.example("gradients reach x, A and B, and not the base")
def gradients(dtype):
    w, a, b = (values(s, "simple", i).to(dtype) for i, s in enumerate(((3, 2), (2, 2), (3, 2))))
    x = Laid(values((4, 2), "simple", 5).to(dtype))
    return script(
        make("m", "LoRALinear", w, torch.tensor([1.0, -1.0, 0.5], dtype=dtype), 2, 3),
        use("m", "__call__", with_factors(a, b, x)),
        use("m", "__call__", x),
    )


@suite.example("the gradients of A and B after one backward pass")
def factor_gradients(dtype):
    w, a, b, x = (values(s, "simple", i + 7).to(dtype) for i, s in enumerate(((3, 2), (2, 2), (3, 2), (4, 2))))
    return script(
        make("m", "LoRALinear", w, None, 2, 3),
        use("m", "__call__", after_backward(a, b, x)),
        grads=False,
    )
