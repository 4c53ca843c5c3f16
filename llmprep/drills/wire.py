"""Frames between the grader and a worker: a length, JSON, tensors as safetensors. Never pickles.

This file stands alone (standard library and safetensors): a copy of it is handed to the worker, which may not read llmprep.
A frame is a 16-byte header (two big-endian lengths), the JSON text, then the tensors. Lengths are checked before anything
is allocated.
"""

import array
import fcntl
import json
import os
import select
import struct
import termios
import time

HEADER = struct.Struct(">QQ")
MAX_JSON = 64 * 2**20
MAX_BLOB = 512 * 2**20
CHUNK = 2**20
TICK_S = 0.05


class BrokenFrame(Exception):
    """What came is no frame."""


class Closed(Exception):
    """The other end is gone."""


class Late(Exception):
    """Nothing came in time."""


def pack(message, tensors=None):
    """A message and its tensors as the bytes of one frame."""
    blob = b""
    if tensors:
        from safetensors.torch import save

        blob = save({name: tensor.contiguous() for name, tensor in tensors.items()})
    text = json.dumps(message).encode()
    return b"".join((HEADER.pack(len(text), len(blob)), text, blob))


def unpack(text, blob):
    """The message and the tensors of a frame. Raises BrokenFrame."""
    try:
        message = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BrokenFrame("the reply is no JSON") from error
    if not blob:
        return message, {}
    from safetensors.torch import load

    try:
        return message, load(bytes(blob))
    except Exception as error:
        raise BrokenFrame("the tensors of the reply are broken") from error


def send(fd, frame, deadline=None, tick=None):
    """Write a whole frame. Raises Closed, or Late when the deadline (time.monotonic) passes."""
    view = memoryview(frame)
    while view:
        if deadline is not None:
            _wait(fd, deadline, tick, write=True)
        try:
            view = view[os.write(fd, view[:CHUNK]) :]
        except BlockingIOError:
            continue
        except OSError as error:
            raise Closed from error


def receive(fd, deadline=None, tick=None):
    """The next frame as (message, tensors). Raises Closed, Late or BrokenFrame.

    tick is called about every `TICK_S` seconds while waiting; what it raises ends the wait.
    """
    json_length, blob_length = HEADER.unpack(_read(fd, HEADER.size, deadline, tick))
    if json_length > MAX_JSON or blob_length > MAX_BLOB:
        raise BrokenFrame("the reply is too large")
    text = _read(fd, json_length, deadline, tick)
    return unpack(text, _read(fd, blob_length, deadline, tick))


def waiting(fd):
    """How many bytes can be read now."""
    count = array.array("i", [0])
    fcntl.ioctl(fd, termios.FIONREAD, count)
    return count[0]


def _read(fd, size, deadline, tick):
    got = bytearray()
    while len(got) < size:
        if deadline is not None:
            _wait(fd, deadline, tick, write=False)
        try:
            part = os.read(fd, min(CHUNK, size - len(got)))
        except BlockingIOError:
            continue
        except OSError as error:
            raise Closed from error
        if not part:
            raise Closed
        got += part
    return bytes(got)


def readable(fd, within_s):
    """Whether a descriptor can be read within this time."""
    return _ready(fd, select.POLLIN, within_s)


def _ready(fd, event, within_s):
    # poll, not select: a long run of checks may use descriptors beyond 1023.
    waiting_for = select.poll()
    waiting_for.register(fd, event)
    return bool(waiting_for.poll(1000 * within_s))


def _wait(fd, deadline, tick, write):
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            raise Late
        if _ready(fd, select.POLLOUT if write else select.POLLIN, min(left, TICK_S)):
            return
        if tick:
            tick()
