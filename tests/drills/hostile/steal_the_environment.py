"""Looks for keys in its environment and in those of its parents."""

FAMILY = "environment"

import os

print(dict(os.environ))
for pid in (os.getppid(), os.getpid(), 1):
    try:
        with open(f"/proc/{pid}/environ", "rb") as file:
            print(file.read())
    except OSError:
        pass


def softmax(x, dim=-1):
    return x * 0
