"""What the attention drill tries: every kind of mask, Tq and Tk apart, blind queries, large scores."""

import torch

from llmprep.drills.cases import Suite, call, script, values

suite = Suite()


def qkv(d, styles=("normal", "simple")):
    batch, t_q, t_k = d.batch(), d.size(1, 5), d.size(1, 5)
    n, n_v = d.size(1, 5), d.size(1, 4)
    shapes = ((*batch, t_q, n), (*batch, t_k, n), (*batch, t_k, n_v))
    return (*batch, t_q, t_k), [d.tensor(*s, styles=styles) for s in shapes]


def fixed(dtype, t_q, t_k, d=3, d_v=2, batch=(2,), scale=1.0):
    made = [values((*batch, *s), "normal", i, scale) for i, s in enumerate(((t_q, d), (t_k, d), (t_k, d_v)))]
    return [t.to(dtype) for t in made]


@suite.cases
def unmasked(d):
    _, tensors = qkv(d)
    return call("attention", *tensors, causal=d.flag())


@suite.cases
def masked(d):
    full, tensors = qkv(d)
    shape = [n if d.flag() else 1 for n in full[d.size(0, len(full) - 1) :]]
    return call("attention", *tensors, d.mask(*shape), causal=d.flag())


@suite.example("neither masked nor causal by default")
def defaults(dtype):
    return call("attention", *fixed(dtype, 3, 4))


@suite.example("decoding: one query, many keys, causal")
def decoding(dtype):
    return call("attention", *fixed(dtype, 1, 5), causal=True)


@suite.example("a chunk of queries after a prefix, causal")
def chunk(dtype):
    return call("attention", *fixed(dtype, 3, 5, d=1), causal=True)


@suite.example("more queries than keys, causal: the first see nothing")
def more_queries(dtype):
    return call("attention", *fixed(dtype, 4, 2), causal=True)


@suite.example("a mask that hides every key from one query")
def blind(dtype):
    mask = torch.tensor([[True, False, True], [False, False, False]])
    return call("attention", *fixed(dtype, 2, 3), mask)


@suite.example("mask and causal, given by position")
def both(dtype):
    return call("attention", *fixed(dtype, 3, 3, batch=()), torch.tensor([True, False, True]), True)


@suite.example("no keys at all")
def empty(dtype):
    return call("attention", *fixed(dtype, 2, 0), causal=False)


@suite.example("scores of hundreds, of both signs")
def huge(dtype):
    q = torch.tensor([[40.0, 0.0], [-40.0, 1.0], [1.0, 0.5]], dtype=dtype)
    k = torch.tensor([[25.0, 1.0], [24.875, 2.0], [0.0, 0.5], [-25.0, 3.0], [-25.0, 1.0]], dtype=dtype)
    v = torch.tensor([[1.0], [2.0], [-3.0], [4.0], [0.5]], dtype=dtype)
    exact = dtype == torch.float64
    return script(call("attention", q, k, v), grads=exact, finite_only=not exact)
