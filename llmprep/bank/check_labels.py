"""What `bank check` looks for in labelled answers: files that cannot be read, ids that no question has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from llmprep.answers.labels import Labelled, label_files, read_labels
from llmprep.bank.bank import Bank
from llmprep.bank.faults import Fault
from llmprep.bank.load import shown_path
from llmprep.bank.model import Free
from llmprep.errors import UserError

_PLACE = re.compile(r"^(?P<where>.+?:\d+): (?P<message>.+)$", re.DOTALL)


def check_labels(bank: Bank, roots: Sequence[Path]) -> Iterator[Fault]:
    """The faults of all label files of these banks. Each file is read by itself, so that all are told."""
    for file in label_files(roots):
        try:
            labelled = read_labels([file])
        except UserError as error:
            for line in error.lines or (error.message,):
                found = _PLACE.match(line)
                where, message = (found["where"], found["message"]) if found else (f"{file}:1", line)
                yield Fault("error", shown_path(where), "", message)
            continue
        first = {answer.question: answer for answer in reversed(labelled)}
        for answer in labelled:
            question = bank.questions.get(answer.question)
            if isinstance(question, Free):
                yield from _unknown_ids(answer, question)
            elif first[answer.question] is answer:
                kind = f"is a {question.kind} question" if question else "is no question of this bank"
                yield Fault("error", shown_path(answer.where), answer.question, f"has labelled answers, but {kind}")


def _unknown_ids(answer: Labelled, question: Free) -> Iterator[Fault]:
    points, flags = {p.id for p in question.points}, {f.id for f in question.red_flags}
    for id in sorted(answer.met - points):
        said = f"`met` names {id!r}, which is no point; there are {', '.join(sorted(points))}"
        yield Fault("error", shown_path(answer.where), question.id, said)
    for id in sorted(answer.flags - flags):
        known = ", ".join(sorted(flags)) or "none"
        said = f"`flags` names {id!r}, which is no red flag; there are {known}"
        yield Fault("error", shown_path(answer.where), question.id, said)
