"""What `llmprep bank check` looks for: faults that a bank can have although every field is well formed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from llmprep.bank.bank import Bank
from llmprep.bank.check_forms import (
    bare,
    check_choice,
    check_cloze,
    check_length,
    check_order,
    longest_is_right,
)
from llmprep.bank.faults import Fault
from llmprep.bank.find import topic_named
from llmprep.bank.load import bank_roots, read_bank
from llmprep.bank.model import Choice, Free, Numeric, Order, Question

SAME_PROMPT = 92.0
"""Percent of likeness from which two prompts ask the same."""


def check_bank(bank: Bank, drills: Collection[str] | None = None) -> list[Fault]:
    """All faults of a bank that was read, in file order; pure.

    drills: the ids of the known drills; None leaves the questions' drills unchecked.
    """
    faults = [fault for question in bank for fault in check_question(question, bank, drills)]
    choices = [q for q in bank if isinstance(q, Choice)]
    faults += [Fault("warning", "", "", message) for message in longest_is_right(choices)]
    return faults + list(_doubles(bank))


@dataclass(frozen=True)
class Checked:
    """What checking found. unreadable: faults for which a file or a question could not be read at all."""

    questions: int
    unreadable: tuple[Fault, ...]
    found: tuple[Fault, ...]

    @property
    def errors(self) -> tuple[Fault, ...]:
        return self.unreadable + tuple(f for f in self.found if f.severity == "error")

    @property
    def warnings(self) -> tuple[Fault, ...]:
        return tuple(f for f in self.found if f.severity == "warning")

    def passed(self, *, strict: bool = False) -> bool:
        """No errors; strictly also no warnings."""
        return not self.errors and not (strict and self.warnings)


def check_dirs(
    extra: Sequence[Path], *, builtin: bool = True, drills: Collection[str] | None = None, topics: Collection[str] = ()
) -> Checked:
    """Read these banks and their labelled answers and check everything; report only `topics`, where given.

    Raises UserError for a folder that is not there and for an unknown topic.
    """
    from llmprep.bank.check_labels import check_labels

    bank, unreadable = read_bank(extra, builtin=builtin)
    found = check_bank(bank, drills) + list(check_labels(bank, bank_roots(extra, builtin=builtin)))
    if not topics:
        return Checked(len(bank), tuple(unreadable), tuple(found))
    wanted = {topic_named(bank, name) for name in topics}
    ids = {q.id for q in bank if q.topic in wanted}
    here = [
        tuple(f for f in faults if f.id in ids or any(f"/{t}/" in f"/{f.where}" for t in wanted))
        for faults in (unreadable, found)
    ]
    return Checked(len(ids), *here)


def check_question(question: Question, bank: Bank, drills: Collection[str] | None = None) -> Iterator[Fault]:
    """The faults of one question; `bank` says which follow-ups exist."""
    for message in _references(question, bank, drills):
        yield Fault("error", question.where, question.id, message)
    for severity, message in _by_kind(question):
        yield Fault("error" if severity == "error" else "warning", question.where, question.id, message)
    if question.as_of is not None and not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", question.as_of):
        yield Fault(
            "error",
            question.where,
            question.id,
            f"`as_of` should be a month such as 2026-11, not {question.as_of!r}",
        )
    if not question.sources:
        yield Fault("warning", question.where, question.id, "no `sources`; name a primary source")


def _references(question: Question, bank: Bank, drills: Collection[str] | None) -> Iterator[str]:
    for id in question.follow_ups:
        if id == question.id:
            yield "follows up on itself"
        elif id not in bank:
            yield f"follow-up {id!r} is no question of this bank{_nearest(id, bank.questions)}"
    if drills is not None and question.drill is not None and question.drill not in drills:
        yield f"drill {question.drill!r} does not exist{_nearest(question.drill, drills)}"


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.7)
    return f"; did you mean {near[0]!r}?" if near else ""


def _by_kind(question: Question) -> Iterator[tuple[str, str]]:
    if isinstance(question, Free):
        from llmprep.answers.selfcheck import check_free

        yield from ((fault.level, fault.message) for fault in check_free(question))
        yield from check_length(question)
    elif isinstance(question, Choice):
        yield from check_choice(question)
    elif isinstance(question, Numeric):
        from llmprep.bank.check_numeric import check_numeric

        yield from check_numeric(question)
    elif isinstance(question, Order):
        yield from check_order(question)
    else:
        yield from check_cloze(question)


def _doubles(bank: Bank) -> Iterator[Fault]:
    from rapidfuzz import fuzz, process

    questions = list(bank)
    prompts = [bare(q.prompt) for q in questions]
    for index, question in enumerate(questions):
        near = process.extract(
            prompts[index],
            prompts[:index],
            scorer=fuzz.ratio,
            score_cutoff=SAME_PROMPT,
            limit=1,
            processor=None,
        )
        for _, score, other in near:
            twin = questions[other]
            message = f"asks nearly what {twin.id} asks ({twin.where}; {score:.0f} % alike)"
            yield Fault("error", question.where, question.id, message)


if __name__ == "__main__":
    import sys

    from llmprep.__main__ import main

    main(["bank", "check", *sys.argv[1:]])
