"""Writes outside of its own folder."""

FAMILY = "files"

import os
import tempfile

for folder in ("/tmp", "/var/tmp", "/", "/dev/shm", "/root", "/home", tempfile.gettempdir(), ".."):
    try:
        with open(os.path.join(folder, "llmprep-was-here"), "w") as file:
            file.write("x")
    except OSError:
        pass


def softmax(x, dim=-1):
    return x * 0
