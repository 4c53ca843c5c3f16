"""Reads banks: every fault of every file gathered, each with its file, line and question."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

import llmprep
from llmprep.bank.bank import Bank
from llmprep.bank.cache import Cached, Stamp, cache_file, read_cache, settled, stamp, write_cache
from llmprep.bank.model import KINDS, Id, Numeric, Question, content_hash
from llmprep.errors import UserError

if TYPE_CHECKING:
    from llmprep.bank.faults import Fault
    from llmprep.bank.where import Document

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
            entry = _read_file(Path(path), name, stamps.get(path, (0, 0, 0, 0)), gathered.faults)
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


def _read_file(path: Path, name: str, stamped: Stamp, faults: list[Fault]) -> Cached:
    from llmprep.bank.faults import Fault
    from llmprep.bank.where import BrokenYaml, parse

    def fault(line: int, message: str, id: str = "") -> None:
        faults.append(Fault("error", f"{name}:{line}", id, message))

    nothing = Cached(stamped, (), ())
    try:
        document = parse(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        fault(1, f"is not UTF-8 text (byte {error.start})")
        return nothing
    except OSError as error:
        fault(1, f"cannot be read: {error.strerror or error}")
        return nothing
    except BrokenYaml as error:
        fault(error.line, error.message)
        return nothing
    data = document.data
    if not isinstance(data, dict):
        fault(1, "should be a mapping with `topic: ...` and `questions:` with a list")
        return nothing
    for line, key in document.doubled:
        fault(line, f"`{key}` is given twice in one mapping; keep one", _question_at(document, line))
    for key in data.keys() - {"topic", "questions"}:
        fault(document.line([key]), f"`{key}` is not a field of a bank file; it has `topic` and `questions`")
    topic = data.get("topic")
    try:
        TypeAdapter(Id).validate_python(topic)
    except ValidationError:
        wrong = "`topic` is missing" if topic is None else f"`topic` should be kebab-case text, not {topic!r}"
        fault(document.line(["topic"]), f"{wrong}; for example `topic: attention`")
        topic = "unknown"
    questions = data.get("questions")
    if not isinstance(questions, list) or not questions:
        fault(document.line(["questions"]), "`questions` should be a list of questions, with at least one")
        return nothing
    good: list[Question] = []
    lines: list[int] = []
    for index, item in enumerate(questions):
        question = _read_question(document, index, item, str(topic), fault)
        if question is not None:
            good.append(question)
            lines.append(document.line(["questions", index]))
    return Cached(stamped, tuple(good), tuple(lines))


def _question_at(document: Document, line: int) -> str:
    """The id of the question in which this line lies."""
    items = document.data.get("questions") if isinstance(document.data, dict) else None
    found = ""
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if document.line(["questions", index]) <= line and isinstance(item, dict):
            found = str(item.get("id", ""))
    return found


def _read_question(document: Document, index: int, item: object, topic: str, fault: _Report) -> Question | None:
    from llmprep.bank.faults import BY_KIND, plain_errors

    base = ("questions", index)
    line = document.line(base)
    if not isinstance(item, dict):
        fault(line, f"question {index + 1} should be a mapping that begins with `- id: ...`")
        return None
    id = str(item.get("id", "")) or f"question {index + 1}"
    kind = item.get("kind")
    if kind not in KINDS:
        wrong = "`kind` is missing" if kind is None else f"`kind` cannot be {kind!r}"
        fault(document.line((*base, "kind")), f"{wrong}; it is one of {', '.join(KINDS)}", id)
        return None
    bad = False
    if item.get("topic", topic) != topic:
        fault(document.line((*base, "topic")), f"`topic` is named once a file, and this file's is {topic!r}", id)
        bad = True
    if "where" in item:
        fault(document.line((*base, "where")), "`where` is not a field that a file may give; remove it", id)
        bad = True
    try:
        question: Question = BY_KIND[kind].model_validate({**item, "topic": topic})  # type: ignore[assignment]
    except ValidationError as error:
        for loc, message in plain_errors(kind, error.errors(include_url=False)):
            fault(document.line((*base, *loc)), message, id)
        return None
    if isinstance(question, Numeric):
        from llmprep.answers.numeric import formula_faults

        for loc, message in formula_faults(question):
            fault(document.line((*base, *loc)), message, id)
            bad = True
    return None if bad else question


if TYPE_CHECKING:
    from typing import Protocol

    class _Report(Protocol):
        def __call__(self, line: int, message: str, id: str = "") -> None: ...
