"""Reading a submission's file: opened once, never followed through a link, never parsed here."""

from __future__ import annotations

import errno
import os
import re
import stat
from pathlib import Path

MAX_BYTES = 2**20
CONTROL = re.compile(
    r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b\[[0-?]*[ -/]*[@-~]|\x1b.|[\x00-\x08\x0b-\x1f\x7f-\x9f]"
)
"""Terminal control sequences and control characters other than tab and newline."""


class SubmissionUnreadable(Exception):
    """A file that cannot be a submission; the message says why."""


def read_submission(path: Path) -> bytes:
    """The bytes of a submission: a regular file, UTF-8, at most 1 MiB. Raises SubmissionUnreadable."""
    flags = (
        os.O_RDONLY
        | getattr(os, "O_NOFOLLOW", 0)
        | getattr(os, "O_NONBLOCK", 0)
        | getattr(os, "O_CLOEXEC", 0)
    )
    try:
        fd = os.open(path, flags)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise SubmissionUnreadable(f"{path} is a symbolic link; give the file itself") from error
        raise SubmissionUnreadable(f"{path} cannot be read: {error.strerror}") from error
    with os.fdopen(fd, "rb") as file:
        status = os.fstat(file.fileno())
        if stat.S_ISDIR(status.st_mode):
            raise SubmissionUnreadable(f"{path} is a directory; give a Python file")
        if not stat.S_ISREG(status.st_mode):
            raise SubmissionUnreadable(f"{path} is not a regular file")
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise SubmissionUnreadable(
            f"{path} is larger than {MAX_BYTES / 2**20:.0f} MiB, too large for a submission"
        )
    if b"\0" in data:
        raise SubmissionUnreadable(f"{path} is a binary file; a submission is Python text")
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SubmissionUnreadable(f"{path} is not UTF-8 (line {line}); save it as UTF-8") from error
    return data.removeprefix(b"\xef\xbb\xbf")


def clean_text(text: str) -> str:
    """Text of a stranger without terminal control sequences."""
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
