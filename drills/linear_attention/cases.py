"""What the linear attention drill tries: causal or not, entries far below zero, memory and time at two lengths."""

from dataclasses import replace

import torch

from llmprep.drills.cases import Suite, call, script, values

suite = Suite()


def fixed(dtype, t, d=3, d_v=2, batch=(2,), scale=1.0):
    return [values((*batch, t, n), "normal", i, scale).to(dtype) for i, n in enumerate((d, d, d_v))]


@suite.cases
def ordinary(d):
    batch, t, n, n_v = d.batch(), d.size(1, 6), d.size(1, 4), d.size(1, 4)
    # Not exactly 0, where the two branches of the feature map meet and autograd may take either.
    q, k = (d.tensor(*batch, t, n, scale=1.5) for _ in range(2))
    q, k = (replace(x, tensor=torch.where(x.tensor.abs() < 0.1, 0.125, x.tensor)) for x in (q, k))
    return call("linear_attention", q, k, d.tensor(*batch, t, n_v), causal=d.flag())


@suite.example("not causal by default")
def default(dtype):
    return call("linear_attention", *fixed(dtype, 5))


@suite.example("causal by position")
def causal(dtype):
    return call("linear_attention", *fixed(dtype, 5, d=2, d_v=4), True)


@suite.example("600 positions, causal: more than two chunks of the usual sizes")
def many_chunks():
    return script(call("linear_attention", *fixed(torch.float64, 600, d=2, batch=()), True), grads=False)


@suite.example("entries of exactly 0 and around")
def around_zero(dtype):
    q = torch.tensor([[0.0, -0.0], [0.5, -0.5], [1.0, 0.0]], dtype=dtype)
    return script(call("linear_attention", q, q.flip(0), fixed(dtype, 3, batch=())[2], causal=True), grads=False)


def deep(dtype, causal):
    low = -5.0 if dtype == torch.float16 else -30.0
    q = low + values((4, 2), "simple", 1) / 2
    k = low + values((4, 2), "simple", 2) / 2
    return script(call("linear_attention", q.to(dtype), k.to(dtype), fixed(dtype, 4, batch=())[2], causal), grads=False)


@suite.example("entries of -30")
def deep_all(dtype):
    return deep(dtype, False)


@suite.example("entries of -30, causal")
def deep_causal(dtype):
    return deep(dtype, True)


def long(t, causal):
    return call("linear_attention", *(x.float() for x in fixed(torch.float64, t, 16, 16, (1,))), causal)


@suite.memory("memory linear in T", sizes=(1536, 6144), at_most=7)
def memory(t):
    return long(t, False)


@suite.memory("memory linear in T, causal", sizes=(1536, 6144), at_most=7)
def memory_causal(t):
    return long(t, True)


@suite.time("time linear in T, causal", sizes=(1500, 6000), at_most=10)
def time_causal(t):
    return long(t, True)
