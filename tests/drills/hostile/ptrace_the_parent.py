"""Attaches to its parent as a debugger."""

FAMILY = "signals"

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
attached = libc.ptrace(16, os.getppid(), None, None)
print("attached" if attached == 0 else "refused")


def softmax(x, dim=-1):
    return x * 0
