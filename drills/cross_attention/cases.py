"""What the cross-attention drill tries: T and S apart and equal, padding by item, items of nothing but padding."""

import torch

from llmprep.drills.cases import Suite, call, script, values

suite = Suite()
WEIGHTS = ("w_q", "w_k", "w_v", "w_o")


def fixed(dtype, t, s, d_model=4, b=2):
    x, memory = values((b, t, d_model), "normal", 1), values((b, s, d_model), "normal", 2)
    weights = [values((d_model, d_model), "normal", 3 + i, 0.5) for i in range(4)]
    return [y.to(dtype) for y in (x, memory, *weights)]


@suite.cases
def ordinary(d):
    n_heads, d_head, b, t = d.size(1, 3), d.size(1, 2), d.size(1, 3), d.size(1, 4)
    s = t if d.flag() else d.size(1, 5)
    d_model = n_heads * d_head
    x, memory = d.tensor(b, t, d_model), d.tensor(b, s, d_model)
    weights = [d.tensor(d_model, d_model, scale=0.5) for _ in WEIGHTS]
    return call("cross_attention", x, memory, *weights, n_heads, d.maybe(d.mask(b, s)))


@suite.cases
def bad_heads(d):
    x, memory = d.tensor(1, 2, 4), d.tensor(1, d.size(1, 3), 4)
    weights = [d.tensor(4, 4, scale=0.5) for _ in WEIGHTS]
    return call("cross_attention", x, memory, *weights, d.one_of((0, 3, 5, -1, -2, 8, 1, 4)))


@suite.example("an item of nothing but padding")
def nothing(dtype):
    mask = torch.tensor([[True, False, True], [False, False, False]])
    return call("cross_attention", *fixed(dtype, 2, 3), 2, mask)


@suite.example("padding in the middle, T = S")
def square(dtype):
    mask = torch.tensor([[True, False, True], [False, True, True]])
    return call("cross_attention", *fixed(dtype, 3, 3), 2, memory_mask=mask)


@suite.example("no mask")
def no_mask(dtype):
    return call("cross_attention", *fixed(dtype, 2, 5), 4)


@suite.example("scores of thousands")
def large(dtype):
    x, memory, *weights = fixed(dtype, 3, 4)
    exact = dtype == torch.float64
    step = call("cross_attention", 60 * x, 60 * memory, *weights, 2)
    return script(step, grads=not exact, finite_only=not exact)


@suite.example("no heads")
def no_heads(dtype):
    return call("cross_attention", *fixed(dtype, 2, 3), 0)


@suite.example("three heads for four columns")
def uneven(dtype):
    return call("cross_attention", *fixed(dtype, 2, 3), 3)
