"""Reads one bank file: its questions, and what is wrong with them, each with its line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from pydantic import TypeAdapter, ValidationError

from llmprep.bank.cache import Cached, Stamp
from llmprep.bank.faults import BY_KIND, Fault, plain_errors
from llmprep.bank.model import KINDS, Free, Id, Numeric, Question
from llmprep.bank.where import BrokenYaml, Document, Loc, parse


class _Report(Protocol):
    def __call__(self, line: int, message: str, id: str = "") -> None: ...


def part_faults(question: Question, *, patterns: bool = True) -> Iterator[tuple[Loc, str]]:
    """Faults inside the texts of a well-formed question, its formulas and patterns, as (place, sentence)."""
    if isinstance(question, Numeric):
        from llmprep.answers.numeric import formula_faults

        yield from formula_faults(question)
    elif isinstance(question, Free) and patterns:
        from llmprep.answers.pattern import PatternError, compile_pattern

        matches = {("points", n): point.match for n, point in enumerate(question.points)}
        matches |= {("red_flags", n): flag.match for n, flag in enumerate(question.red_flags)}
        for place, sources in matches.items():
            for number, source in enumerate(sources):
                try:
                    compile_pattern(source)
                except PatternError as error:
                    yield (*place, "match", number), f"the pattern {source!r} cannot be read: {error}"


def read_file(path: Path, name: str, stamped: Stamp, faults: list[Fault], *, patterns: bool) -> Cached:
    """The questions of one file; what is wrong with the others is added to `faults`, which call the file `name`.

    patterns: whether those of free questions are tried too; it takes a while.
    """

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
        question = _read_question(document, index, item, str(topic), fault, patterns)
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


def _read_question(
    document: Document, index: int, item: object, topic: str, fault: _Report, patterns: bool
) -> Question | None:
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
    for place, message in part_faults(question, patterns=patterns):
        fault(document.line((*base, *place)), message, id)
        bad = True
    return None if bad else question
