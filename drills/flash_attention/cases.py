"""What the flash attention drill tries: blocks of every size, maxima that rise and fall, memory at two lengths."""

import torch

from llmprep.drills.cases import Suite, call, script, values

suite = Suite()


def fixed(dtype, t_q, t_k, d=3, d_v=2, batch=(2,)):
    shapes = ((t_q, d), (t_k, d), (t_k, d_v))
    return [values((*batch, *s), "normal", i).to(dtype) for i, s in enumerate(shapes)]


@suite.cases
def ordinary(d):
    batch, t_q, t_k = d.batch(), d.size(1, 6), d.size(1, 7)
    n, n_v = d.size(1, 4), d.size(1, 4)
    tensors = [d.tensor(*batch, *s) for s in ((t_q, n), (t_k, n), (t_k, n_v))]
    return call("flash_attention", *tensors, d.size(1, 8), d.flag())


@suite.cases
def any_block_size(d):
    t = d.size(1, 4)
    q, k, v = (d.tensor(t, 2) for _ in range(3))
    return call("flash_attention", q, k, v, block_size=d.size(-2, 4), causal=d.flag())


@suite.example("neither causal nor in small blocks by default")
def defaults(dtype):
    return call("flash_attention", *fixed(dtype, 3, 70))


@suite.example("a last block of one key")
def partial(dtype):
    return call("flash_attention", *fixed(dtype, 2, 7), 3)


@suite.example("causal in blocks, after a prefix")
def chunk(dtype):
    return call("flash_attention", *fixed(dtype, 4, 6), 2, True)


@suite.example("causal, more queries than keys: the first see nothing")
def blind(dtype):
    return call("flash_attention", *fixed(dtype, 5, 3), 2, causal=True)


@suite.example("no keys at all")
def empty(dtype):
    return call("flash_attention", *fixed(dtype, 2, 0), 2)


@suite.example("scores that rise and fall by thousands")
def steps(dtype):
    q = torch.tensor([[1.0], [-1.0], [0.0]], dtype=dtype)
    k = torch.tensor([[-1000.0], [-3000.0], [-2000.0], [1000.0], [3000.0], [2999.0], [0.0]], dtype=dtype)
    v = torch.tensor([[1.0], [2.0], [-3.0], [4.0], [0.5], [-1.0], [7.0]], dtype=dtype)
    exact = dtype == torch.float64
    return script(call("flash_attention", q, k, v, 2), grads=not exact, finite_only=not exact)


@suite.example("all scores far below zero")
def deep(dtype):
    q, v = torch.ones(1, 1, dtype=dtype), torch.tensor([[1.0], [2.0], [-3.0], [5.0]], dtype=dtype)
    k = torch.tensor([[-1003.0], [-1002.0], [-1000.0], [-1001.0]], dtype=dtype)
    exact = dtype == torch.float64
    return script(call("flash_attention", q, k, v, 2), grads=not exact, finite_only=not exact)


@suite.example("block size 0")
def zero(dtype):
    return call("flash_attention", *fixed(dtype, 2, 2), 0)


@suite.memory("memory linear in T", sizes=(1536, 6144), at_most=7)
def memory(t):
    return call("flash_attention", *(values((1, t, 16), "normal", i).float() for i in range(3)), 256, True)
