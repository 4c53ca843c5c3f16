"""The folder of a worker: made, marked as in use for as long as its grader lives, removed; and what killed graders left."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
from pathlib import Path

from llmprep.errors import Exit, UserError

PREFIX = "llmprep-"
IN_USE = "in-use"
"""A file that the grader keeps locked; the kernel takes the lock back however the grader ends."""


class Folder:
    """A new folder in the system's folder for temporary files. Raises UserError where it cannot be made."""

    def __init__(self) -> None:
        try:
            self.path = Path(tempfile.mkdtemp(prefix=PREFIX)).resolve()
            self._lock = os.open(self.path / "new", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._lock, fcntl.LOCK_EX)
            os.rename(self.path / "new", self.path / IN_USE)  # never seen without its lock
        except OSError as error:
            raise UserError(
                f"no folder for the worker can be made: {error.strerror or error}",
                lines=["free some space, or set TMPDIR to a folder that you may write to"],
                exit_status=Exit.UNAVAILABLE,
            ) from error

    def remove(self) -> None:
        """Remove it with all that is in it."""
        remove_folder(self.path)
        with contextlib.suppress(OSError):
            os.close(self._lock)


def sweep() -> None:
    """Remove the folders that graders left which were killed before they could."""
    for mark in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{IN_USE}"):
        with contextlib.suppress(OSError):  # in use, or gone by now
            if mark.parent.lstat().st_uid != os.geteuid():
                continue
            lock = os.open(mark, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                remove_folder(mark.parent)
            finally:
                os.close(lock)


def remove_folder(folder: Path) -> None:
    """Remove a folder and all in it, also what was closed to us (a submission may do that to an ordinary user)."""
    shutil.rmtree(folder, ignore_errors=True)
    if not folder.exists():
        return
    os.chmod(folder, 0o700)
    for root, names, _ in os.walk(folder):
        for path in (os.path.join(root, name) for name in names):
            if not os.path.islink(path):
                os.chmod(path, 0o700)
    shutil.rmtree(folder, ignore_errors=True)
