"""Parsed bank files kept between runs, so that a warm start needs no YAML; never trusted, never needed."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

import llmprep
from llmprep.bank.model import Question
from llmprep.config import cache_dir

Stamp = tuple[int, int, int, int]
SETTLED_NS = 2_000_000_000
"""How long a file must have lain still to be kept: two writes in one tick of a disk's clock look alike."""


@dataclass(frozen=True)
class Cached:
    """One file as it was read: its stamp, its questions and the line of each."""

    stamp: Stamp
    questions: tuple[Question, ...]
    lines: tuple[int, ...]


def stamp(path: Path) -> Stamp:
    """What changes when the file does: times of content and entry in ns, size in bytes, inode."""
    status = path.stat()
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


def settled(stamped: Stamp, now_ns: int) -> bool:
    """Whether a file with this stamp, read after `now_ns`, cannot have changed behind the stamp's back."""
    return max(stamped[:2]) < now_ns - SETTLED_NS


def cache_file(roots: Iterable[Path]) -> Path:
    """The cache of this set of banks."""
    named = "\n".join(str(r.absolute()) for r in roots)
    return cache_dir() / f"bank-{hashlib.blake2b(named.encode(), digest_size=8).hexdigest()}.json"


def _edition() -> list[object]:
    """The version of the engine, and of the modules that decide what a valid question is."""
    here = Path(__file__).parent
    answers = here.parent / "answers"
    sources = [here / name for name in ("model.py", "load.py", "read_file.py", "where.py")]
    sources += [answers / name for name in ("numeric.py", "formula.py", "pattern_parser.py")]
    return [llmprep.__version__, *(list(stamp(s)) for s in sources if s.exists())]


def read_cache(file: Path, stamps: dict[str, Stamp]) -> dict[str, Cached]:
    """The entries that are still true, by absolute path; empty on any trouble."""
    try:
        stored = json.loads(file.read_bytes())
        if stored["edition"] != _edition():
            return {}
        fresh = {p: e for p, e in stored["files"].items() if stamps.get(p) == tuple(e["stamp"])}
        together = [q for e in fresh.values() for q in e["questions"]]
        questions = iter(TypeAdapter(list[Question]).validate_python(together))
        return {
            p: Cached(stamps[p], tuple(next(questions) for _ in e["questions"]), tuple(e["lines"]))
            for p, e in fresh.items()
            if len(e["lines"]) == len(e["questions"])
        }
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RuntimeError,
        ValidationError,
        RecursionError,
    ):
        return {}


def write_cache(file: Path, entries: dict[str, Cached]) -> None:
    """Replace the cache atomically; a cache that cannot be written is no fault."""
    content = {
        "edition": _edition(),
        "files": {
            path: {
                "stamp": list(e.stamp),
                "lines": list(e.lines),
                "questions": [q.model_dump(mode="json", exclude_defaults=True) | {"kind": q.kind} for q in e.questions],
            }
            for path, e in entries.items()
        },
    }
    temporary = ""
    with suppress(OSError, ValueError):
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=".bank-")
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(content, out, ensure_ascii=False)
        os.replace(temporary, file)
        temporary = ""
    if temporary:
        with suppress(OSError):
            os.unlink(temporary)
