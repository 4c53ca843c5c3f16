"""What the multi-head attention drill tries: heads of every number and size, large scores, bad numbers of heads."""

import torch

from llmprep.drills.cases import Suite, call, script, values

suite = Suite()
WEIGHTS = ("w_q", "w_k", "w_v", "w_o")


def fixed(dtype, t, d_model):
    x = values((2, t, d_model), "normal", 1).to(dtype)
    return x, *(values((d_model, d_model), "normal", 2 + i, 0.5).to(dtype) for i in range(4))


@suite.cases
def ordinary(d):
    n_heads, d_head = d.size(1, 3), d.size(1, 3)
    d_model = n_heads * d_head
    x = d.tensor(d.size(1, 2), d.size(1, 5), d_model)
    weights = [d.tensor(d_model, d_model, scale=0.5) for _ in WEIGHTS]
    return call("multi_head_attention", x, *weights, n_heads, causal=d.flag())


@suite.cases
def bad_heads(d):
    d_model = d.one_of((4, 6))
    x = d.tensor(1, d.size(1, 2), d_model)
    weights = [d.tensor(d_model, d_model, scale=0.5) for _ in WEIGHTS]
    return call("multi_head_attention", x, *weights, d.one_of((0, 5, -1, -2, 1, 2, d_model - 1, d_model, d_model + 1)))


@suite.example("no mask by default")
def default(dtype):
    return call("multi_head_attention", *fixed(dtype, 4, 6), 2)


@suite.example("as many heads as columns, causal by position")
def thin(dtype):
    return call("multi_head_attention", *fixed(dtype, 5, 4), 4, True)


@suite.example("one head")
def one(dtype):
    return call("multi_head_attention", *fixed(dtype, 3, 3), 1, causal=True)


@suite.example("scores of thousands")
def large(dtype):
    x, *weights = fixed(dtype, 4, 4)
    exact = dtype == torch.float64
    return script(call("multi_head_attention", 60 * x, *weights, 2), grads=not exact, finite_only=not exact)


@suite.example("no heads")
def none(dtype):
    return call("multi_head_attention", *fixed(dtype, 2, 4), 0)


@suite.example("three heads for four columns")
def uneven(dtype):
    return call("multi_head_attention", *fixed(dtype, 3, 4), 3)
