"""The learner's file of a drill: where it is, how it begins, and that it is never lost."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from llmprep.drills.catalogue import Drill
from llmprep.errors import UserError


@dataclass(frozen=True)
class Started:
    """A file to work in: where, whether it was written now, and where the work before it was put."""

    path: Path
    fresh: bool
    backup: Path | None = None


def default_path(drill: Drill) -> Path:
    """The file in the working directory that a drill is worked on in."""
    return Path(f"{drill.id}.py")


def start(drill: Drill, path: Path | None = None, *, reset: bool = False) -> Started:
    """Write the starter, unless there is work already; `reset` moves that aside first.

    Raises UserError where the file cannot be written.
    """
    path = path or default_path(drill)
    if path.is_dir():
        path = path / default_path(drill)
    backup = None
    try:
        if path.exists() and reset:
            backup = _free_name(path)
            path.rename(backup)
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            return Started(path, fresh=False)
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    except OSError as error:
        raise UserError(f"{path}: cannot be written: {error.strerror}") from error
    with os.fdopen(fd, "w", encoding="utf-8") as file:
        file.write(drill.starter)
    return Started(path, fresh=True, backup=backup)


def _free_name(path: Path) -> Path:
    """The first of NAME.1.bak, NAME.2.bak ... that does not exist."""
    number = 1
    while (candidate := path.with_name(f"{path.stem}.{number}.bak")).exists():
        number += 1
    return candidate
