"""Messages between the grader and a worker: JSON and a table of tensors, over a socket.

This file stands alone: its source text is handed to the worker too. Tensors travel as safetensors, so that nothing is
ever unpickled. The receiver grows its buffer as bytes arrive and stops at a cap: an announced length allocates nothing.
"""

import json
import select
import struct
import time

from safetensors.torch import load as load_tensors, save as save_tensors

HEADER = struct.Struct("<QQ")
MAX_JSON_BYTES = 64 * 2**20
MAX_TENSOR_BYTES = 320 * 2**20
CHUNK = 1 << 20


class Closed(Exception):
    """The other side has gone."""


class TooLate(Exception):
    """Nothing came before the deadline."""


class Malformed(Exception):
    """What came is not a message."""


def pack(data, tensors):
    """One message as bytes. Tensors that share memory are copied: safetensors stores each on its own."""
    seen = set()
    table = {}
    for name, tensor in tensors.items():
        where = tensor.data_ptr()
        table[name] = tensor.clone() if where in seen else tensor
        seen.add(where)
    body = json.dumps(data).encode()
    blob = save_tensors(table) if table else b""
    return HEADER.pack(len(body), len(blob)) + body + blob


def send(sock, data, tensors=None, deadline=None):
    """Send one message. Raises Closed when the other side has gone, TooLate when it does not read."""
    view = memoryview(pack(data, tensors or {}))
    try:
        while view:
            sock.settimeout(left(deadline))
            view = view[sock.send(view[:CHUNK]) :]
    except TimeoutError as error:
        raise TooLate from error
    except OSError as error:
        raise Closed from error


def left(deadline):
    """Seconds until a deadline of `time.monotonic()`; None is for ever. Raises TooLate when it has passed."""
    if deadline is None:
        return None
    remaining = deadline - time.monotonic()
    if remaining <= 0:
        raise TooLate
    return remaining


def read_exactly(sock, size, deadline):
    buffer = bytearray()
    while len(buffer) < size:
        wait = left(deadline)
        if wait is not None and not select.select([sock], [], [], wait)[0]:
            raise TooLate
        try:
            sock.settimeout(None)
            chunk = sock.recv(min(CHUNK, size - len(buffer)))
        except OSError as error:
            raise Closed from error
        if not chunk:
            raise Closed
        buffer += chunk
    return bytes(buffer)


def receive(sock, deadline=None):
    """The next message: (data, tensors by name). Raises Closed, TooLate or Malformed."""
    n_json, n_tensors = HEADER.unpack(read_exactly(sock, HEADER.size, deadline))
    if n_json > MAX_JSON_BYTES or n_tensors > MAX_TENSOR_BYTES:
        raise Malformed(f"a reply of {(n_json + n_tensors) / 2**20:,.0f} MiB")
    body = read_exactly(sock, n_json, deadline)
    blob = read_exactly(sock, n_tensors, deadline)
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Malformed("a reply that is not JSON") from error
    if not blob:
        return data, {}
    try:
        return data, load_tensors(blob)
    except Exception as error:
        raise Malformed("a reply whose tensors cannot be read") from error
