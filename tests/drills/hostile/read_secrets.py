"""Reads files of the user."""

FAMILY = "files"

import os

for path in (
    "/etc/passwd",
    "/etc/shadow",
    os.environ.get("HOME", "") + "/../../secret",
    "/root/.bashrc",
    "/root/.profile",
):
    try:
        with open(path) as file:
            print("READ", path, file.read(40))
    except OSError:
        pass


def softmax(x, dim=-1):
    return x * 0
