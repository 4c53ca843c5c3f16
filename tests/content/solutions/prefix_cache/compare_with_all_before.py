"""No keys at all: the longest common prefix with any earlier request, in full blocks."""

from itertools import takewhile


def common(a, b):
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b)))


def cached_tokens(requests, block_size):
    if not block_size >= 1:
        raise ValueError("block_size must be positive")
    return [
        max((common(tokens, other) // block_size * block_size for other in requests[:i]), default=0)
        for i, tokens in enumerate(requests)
    ]
