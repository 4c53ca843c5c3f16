"""What the grouped-query attention drill tries: every split into groups, T and S apart, groups that do not fit."""

import torch

from llmprep.drills.cases import Suite, call, script, values

suite = Suite()


def fixed(dtype, n_heads, n_kv_heads, t, s, scale=1.0):
    shapes = ((2, n_heads, t, 3), (2, n_kv_heads, s, 3), (2, n_kv_heads, s, 3))
    return [values(shape, "normal", i, scale).to(dtype) for i, shape in enumerate(shapes)]


@suite.cases
def ordinary(d):
    n_kv_heads, group, b = d.size(1, 3), d.size(1, 3), d.size(1, 2)
    t, s, n = d.size(1, 4), d.size(1, 5), d.size(1, 4)
    q = d.tensor(b, n_kv_heads * group, t, n)
    k, v = d.tensor(b, n_kv_heads, s, n), d.tensor(b, n_kv_heads, s, n)
    return call("grouped_query_attention", q, k, v, causal=d.flag())


@suite.cases
def bad_groups(d):
    n_heads, n_kv_heads = d.size(1, 6), d.size(1, 7)
    q, k, v = (d.tensor(1, h, 2, 2) for h in (n_heads, n_kv_heads, n_kv_heads))
    return call("grouped_query_attention", q, k, v)


@suite.example("causal by default, six heads on two")
def default(dtype):
    return call("grouped_query_attention", *fixed(dtype, 6, 2, 4, 4))


@suite.example("six heads on three, not causal by position")
def three(dtype):
    return call("grouped_query_attention", *fixed(dtype, 6, 3, 3, 4), False)


@suite.example("decoding: one query after a cache")
def decoding(dtype):
    return call("grouped_query_attention", *fixed(dtype, 4, 2, 1, 5), causal=True)


@suite.example("more queries than keys: the first see nothing")
def more_queries(dtype):
    return call("grouped_query_attention", *fixed(dtype, 4, 2, 4, 2))


@suite.example("one key-value head")
def multi_query(dtype):
    return call("grouped_query_attention", *fixed(dtype, 4, 1, 2, 3))


@suite.example("scores of thousands")
def large(dtype):
    exact = dtype == torch.float64
    step = call("grouped_query_attention", *fixed(dtype, 4, 2, 3, 5, scale=60.0))
    return script(step, grads=not exact, finite_only=not exact)


@suite.example("four heads on three")
def uneven(dtype):
    return call("grouped_query_attention", *fixed(dtype, 4, 3, 2, 2))


@suite.example("two heads on four")
def too_many(dtype):
    return call("grouped_query_attention", *fixed(dtype, 2, 4, 2, 2))
