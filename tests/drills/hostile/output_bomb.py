"""Prints without end."""

FAMILY = "bombs"


def softmax(x, dim=-1):
    for _ in range(20_000):
        print("spam " * 200)
    return x * 0
