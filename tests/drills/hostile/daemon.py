"""Leaves a process behind that outlives the check."""

FAMILY = "leftovers"

import os
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while True:
            time.sleep(0.2)
    os._exit(0)


def softmax(x, dim=-1):
    return x * 0
