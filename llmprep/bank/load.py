"""Reads banks: the questions of all files, warm from the cache where nothing changed, and every fault there is."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import llmprep
from llmprep.bank.bank import Bank
from llmprep.bank.cache import Cached, Stamp, cache_file, read_cache, settled, stamp, write_cache
from llmprep.bank.model import Question, content_hash
from llmprep.errors import UserError

if TYPE_CHECKING:
    from llmprep.bank.faults import Fault

__all__ = [
    "Bank",
    "bank_files",
    "bank_roots",
    "builtin_bank_dir",
    "content_hash",
    "load_bank",
    "read_bank",
    "shown_path",
]
LABELS = "labels"


def builtin_bank_dir() -> Path:
    """Where the bank that comes with llmprep lies: inside the wheel, or in the source tree."""
    package = Path(llmprep.__file__).parent
    inside = package / "content" / "question_bank"
    return inside if inside.is_dir() else package.parent / "question_bank"


def bank_files(root: Path) -> list[Path]:
    """The YAML files of a bank, sorted by path; folders of labelled answers and hidden ones are no part."""
    if root.is_file():
        return [root]
    found: list[Path] = []
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(f for f in folders if f != LABELS and not f.startswith("."))
        found += [Path(folder, f) for f in files if f.endswith((".yaml", ".yml")) and not f.startswith(".")]
    return sorted(found)


def load_bank(extra: Sequence[Path] = ()) -> Bank:
    """The built-in bank and these further ones (folders or files).

    Raises one UserError that lists all faults of all files as "path:line: id: what is wrong".
    """
    bank, faults = read_bank(extra)
    if faults:
        number = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        raise UserError(f"the question bank has {number}", lines=[str(f) for f in faults])
    return bank


def shown_path(path: str | Path) -> str:
    """A path as faults show it: within the built-in bank from `question_bank/` on, elsewhere as it is."""
    return str(path).removeprefix(f"{builtin_bank_dir().parent}{os.sep}")


def bank_roots(extra: Sequence[Path], *, builtin: bool = True) -> list[Path]:
    """The folders and files that make up a bank, each once. Raises UserError for one that is not there."""
    roots = [builtin_bank_dir()] if builtin else []
    for root in extra:
        if not root.exists():
            raise UserError(f"there is no question bank at {root}", lines=["give a folder of YAML files, or one file"])
        if root.absolute() not in [r.absolute() for r in roots]:
            roots.append(root)
    return roots


def read_bank(extra: Sequence[Path] = (), *, builtin: bool = True) -> tuple[Bank, list[Fault]]:
    """The questions without a fault, and all faults. Raises UserError only for a bank that is not there."""
    roots = bank_roots(extra, builtin=builtin)
    shown: dict[str, str] = {}
    for root in roots:
        for file in bank_files(root):
            shown.setdefault(str(file.absolute()), shown_path(file) if root == roots[0] and builtin else str(file))
    own = f"{builtin_bank_dir().absolute()}{os.sep}"
    now_ns = time.time_ns()
    stamps: dict[str, Stamp] = {}
    for path in shown:
        try:
            stamps[path] = stamp(Path(path))
        except OSError:
            continue  # reading it will say why
    store = cache_file(roots)
    cached = read_cache(store, stamps)
    entries: dict[str, Cached] = {}
    gathered = _Gathered()
    for path, name in shown.items():
        entry = cached.get(path)
        if entry is None:
            before = len(gathered.faults)
            from llmprep.bank.read_file import read_file

            stamped = stamps.get(path, (0, 0, 0, 0))
            # the built-in bank's patterns are tried by `bank check` before it ships
            patterns = not (builtin and path.startswith(own))
            entry = read_file(Path(path), name, stamped, gathered.faults, patterns=patterns)
            if len(gathered.faults) == before and path in stamps and settled(stamps[path], now_ns):
                entries[path] = entry
        else:
            entries[path] = entry
        gathered.add(entry, name)
    if entries.keys() != cached.keys() or any(entries[p] is not cached[p] for p in entries):
        write_cache(store, entries)
    return Bank(gathered.questions), gathered.faults


@dataclass
class _Gathered:
    questions: dict[str, Question] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def add(self, entry: Cached, name: str) -> None:
        for question, line in zip(entry.questions, entry.lines, strict=True):
            where = f"{name}:{line}"
            if question.id in self.questions:
                from llmprep.bank.faults import Fault

                first = self.questions[question.id].where
                message = f"the id is taken by {first}; ids must be unique over all banks"
                self.faults.append(Fault("error", where, question.id, message))
            else:
                self.questions[question.id] = question.model_copy(update={"where": where})
