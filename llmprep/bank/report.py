"""Questions, counts and faults as plain objects: what `llmprep bank ... --json` prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from llmprep.answers.asked import Asked
from llmprep.bank.faults import Fault
from llmprep.bank.model import TOPICS, Numeric, Question, content_hash

if TYPE_CHECKING:
    from llmprep.bank.check import Checked

PROMPT_CHARACTERS = 200


def first_line(text: str) -> str:
    """The beginning of a prompt, on one line."""
    return " ".join(text.split())[:PROMPT_CHARACTERS]


def counted(number: int, thing: str) -> str:
    """`1 question`, `2 questions`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def row(question: Question) -> dict[str, Any]:
    """One question in a list."""
    return {
        "id": question.id,
        "topic": question.topic,
        "kind": question.kind,
        "level": question.level,
        "prompt": first_line(question.prompt),
        "tags": list(question.tags),
        "drill": question.drill,
        "follow_ups": list(question.follow_ups),
        "where": question.where,
    }


def counts(questions: Sequence[Question]) -> dict[str, dict[str, int]]:
    """How many questions there are per topic (in learning order), kind, level and tag (most used first)."""
    by_topic = Counter(q.topic for q in questions)
    in_order = [t for t in TOPICS if t in by_topic] + [t for t in by_topic if t not in TOPICS]
    return {
        "topic": {t: by_topic[t] for t in in_order},
        "kind": dict(Counter(q.kind for q in questions).most_common()),
        "level": {str(n): c for n, c in sorted(Counter(q.level for q in questions).items())},
        "tag": dict(Counter(t for q in questions for t in q.tags).most_common()),
    }


def shown(asked: Asked) -> dict[str, Any]:
    """One asking of a question: `prompt`, `values` and `answer` as asked, then every field of the question.

    `template` is the prompt as its author wrote it; `shown` the options or steps in the order shown; `result`
    the value of a calculation, in its unit.
    """
    question = asked.question
    fields = question.model_dump(mode="json")
    as_asked: dict[str, Any] = {
        "id": question.id,
        "kind": question.kind,
        "seed": asked.seed,
        "prompt": asked.prompt,
        "values": dict(asked.values),
        "shown": list(asked.options),
        "answer": asked.answer,
        "template": question.prompt,
    }
    if isinstance(question, Numeric):
        from llmprep.answers.numeric import draw

        as_asked["result"] = draw(question, asked.seed).result
    rest = {name: value for name, value in fields.items() if name not in as_asked}
    return as_asked | rest | {"where": question.where, "hash": content_hash(question)}


def fault_row(fault: Fault) -> dict[str, Any]:
    """One fault of a bank: file and line apart, for editors."""
    file, _, line = fault.where.rpartition(":")
    return {
        "file": file or None,
        "line": int(line) if line.isdigit() else None,
        "question": fault.id or None,
        "message": fault.message,
    }


def checked_object(checked: Checked, *, strict: bool) -> dict[str, Any]:
    """What `bank check` found; `passed` as its exit status says."""
    return {
        "questions": checked.questions,
        "passed": checked.passed(strict=strict),
        "errors": [fault_row(f) for f in checked.errors],
        "warnings": [fault_row(f) for f in checked.warnings],
    }
