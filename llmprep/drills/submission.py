"""Reading a submission's file: once, as bytes, and only if it is an ordinary small text file. Never parsed here."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

MAX_BYTES = 256 * 1024
WHAT = {stat.S_IFDIR: "a directory", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket", stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device"}  # fmt: skip


class SubmissionUnreadable(Exception):
    """The file cannot be a submission; the message says why."""


def read_submission(path: Path) -> bytes:
    """The bytes of a submission: a regular file, no link followed, not too large, UTF-8 without NUL.

    Raises SubmissionUnreadable.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        fd = os.open(path, flags)
    except FileNotFoundError:
        raise SubmissionUnreadable(f"{path}: there is no such file") from None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise SubmissionUnreadable(f"{path}: is a symbolic link; name the file itself") from None
        raise SubmissionUnreadable(f"{path}: cannot be read: {error.strerror}") from None
    mode = os.fstat(fd).st_mode
    if not stat.S_ISREG(mode):
        os.close(fd)
        raise SubmissionUnreadable(f"{path}: is {WHAT.get(stat.S_IFMT(mode), 'no regular file')}, not a file")
    with os.fdopen(fd, "rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise SubmissionUnreadable(f"{path}: is larger than {MAX_BYTES // 1024} KiB, too large for a submission")
    if b"\0" in data:
        raise SubmissionUnreadable(f"{path}: is a binary file, not Python source")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SubmissionUnreadable(f"{path}:{line}: is not UTF-8 text") from None
    return data
