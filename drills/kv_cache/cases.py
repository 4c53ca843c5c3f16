"""What the kv cache drill tries: random splits, overflows, resets, two objects in turns, the cost of many steps."""

import torch
from hypothesis import strategies as st

from llmprep.drills.cases import Suite, make, script, use, values

suite = Suite()
RARELY = st.sampled_from([False, False, False, True])


def weights(dtype, n, seed=50, scale=0.5):
    return [values((n, n), "normal", seed + i, scale).to(dtype) for i in range(4)]


def pieces(dtype, sizes, n=4, b=2, of="cache", seed=1):
    return [use(of, "__call__", values((b, t, n), "normal", seed + i).to(dtype)) for i, t in enumerate(sizes)]


@suite.cases
def any_split(d):
    n_heads, b = d.size(1, 3), d.size(1, 2)
    n = n_heads * d.size(1, 2)
    steps = [make("cache", "CachedAttention", *(d.tensor(n, n, scale=0.5) for _ in range(4)), n_heads, d.size(1, 9))]
    for _ in range(d.size(1, 5)):
        if d.any(RARELY):
            steps.append(use("cache", "reset"))
        steps.append(use("cache", "__call__", d.tensor(b, d.size(1, 4), n)))
    return script(*steps, grads=False)


@suite.cases
def one_piece(d):
    n_heads, n = d.one_of((1, 2, 4, 3, 0, -1)), 4
    cache = make("cache", "CachedAttention", *(d.tensor(n, n, scale=0.5) for _ in range(4)), n_heads, 6)
    if n_heads < 1 or n % n_heads:
        return script(cache)
    return script(cache, use("cache", "__call__", d.tensor(d.size(1, 2), d.size(1, 4), n)))


@suite.example("a prompt, then token by token until it is full, then one more")
def generation(dtype):
    cache = make("cache", "CachedAttention", *weights(dtype, 4), 2, 5)
    return script(cache, *pieces(dtype, [3, 1, 1, 1]), grads=False)


@suite.example("a piece that does not fit, then one that does")
def overflow(dtype):
    cache = make("cache", "CachedAttention", *weights(dtype, 4), 2, 5)
    return script(cache, *pieces(dtype, [2, 4, 3, 1]), grads=False)


@suite.example("pieces of two")
def chunks(dtype):
    cache = make("cache", "CachedAttention", *weights(dtype, 4), 4, 6)
    return script(cache, *pieces(dtype, [2, 2, 2]), grads=False)


@suite.example("reset, then a new sequence of full length")
def again(dtype):
    cache = make("cache", "CachedAttention", *weights(dtype, 4), 1, 3)
    first, second, third = pieces(dtype, [2, 2, 3])
    return script(cache, first, second, use("cache", "reset"), third, grads=False)


@suite.example("two objects in turns")
def turns(dtype):
    one = make("one", "CachedAttention", *weights(dtype, 4), 2, 4)
    two = make("two", "CachedAttention", *weights(dtype, 4, seed=60), 2, 4)
    mine, yours = pieces(dtype, [2, 1], of="one"), pieces(dtype, [1, 2], of="two", seed=9)
    return script(one, two, mine[0], yours[0], mine[1], yours[1], grads=False)


def refused(n_heads):
    return lambda dtype: script(make("cache", "CachedAttention", *weights(dtype, 4), n_heads, 5))


for n_heads in (0, -2, 3, 8):
    suite.example(f"{n_heads} heads for four columns")(refused(n_heads))


@suite.time("a step projects its own tokens only", sizes=(16, 256), at_most=3.5)
def steps(length):
    """256 steps in sequences of a length: as many tokens to project, but longer pasts."""
    cache = make("cache", "CachedAttention", *weights(torch.float32, 512, scale=0.05), 4, length)
    one = [use("cache", "__call__", values((1, 1, 512), "normal", i).float()) for i in range(length)]
    return script(cache, *([*one, use("cache", "reset")] * (256 // length)))
