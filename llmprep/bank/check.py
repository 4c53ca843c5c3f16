"""What `llmprep bank check` looks for: faults that a bank can have although every field is well formed."""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Iterator
from itertools import islice, product

from llmprep.answers import formula, units
from llmprep.answers.formula import FormulaError
from llmprep.answers.numeric import corners, draw_one, fill, tidy, work_out
from llmprep.bank.bank import Bank
from llmprep.bank.faults import Fault
from llmprep.bank.model import Choice, Cloze, Free, Numeric, Order, Question

DRAWS, MOST_CORNERS = 200, 256
SAME_PROMPT = 92.0
GIVEAWAY = 1.5


def check_bank(bank: Bank, drills: Collection[str] | None = None) -> list[Fault]:
    """All faults of a bank that was read, in file order; pure.

    drills: the ids of the known drills; None leaves the questions' drills unchecked.
    """
    faults = [fault for question in bank for fault in check_question(question, bank, drills)]
    return faults + list(_doubles(bank))


def check_question(question: Question, bank: Bank, drills: Collection[str] | None = None) -> Iterator[Fault]:
    """The faults of one question; `bank` says which follow-ups exist."""
    for message in _references(question, bank, drills):
        yield Fault("error", question.where, question.id, message)
    for severity, message in _by_kind(question):
        yield Fault("error" if severity == "error" else "warning", question.where, question.id, message)
    if not question.sources:
        yield Fault("warning", question.where, question.id, "no `sources`; name a primary source")


def _references(question: Question, bank: Bank, drills: Collection[str] | None) -> Iterator[str]:
    for id in question.follow_ups:
        if id == question.id:
            yield "follows up on itself"
        elif id not in bank:
            yield f"follow-up {id!r} is no question of this bank"
    if drills is not None and question.drill is not None and question.drill not in drills:
        yield f"drill {question.drill!r} does not exist"


def _by_kind(question: Question) -> Iterator[tuple[str, str]]:
    if isinstance(question, Free):
        from llmprep.bank.check_free import check_free

        yield from check_free(question)
    elif isinstance(question, Choice):
        yield from _choice(question)
    elif isinstance(question, Numeric):
        yield from _numeric(question)
    elif isinstance(question, Order):
        if len({_bare(s) for s in question.steps}) < len(question.steps):
            yield "error", "two steps read the same, so that no one can tell them apart"
    else:
        yield from _cloze(question)


def _choice(question: Choice) -> Iterator[tuple[str, str]]:
    if len({_bare(o.says) for o in question.options}) < len(question.options):
        yield "error", "two options read the same"
    right = [len(o.says) for o in question.options if o.right]
    wrong = [len(o.says) for o in question.options if not o.right]
    if max(*right, *wrong) < 25:
        return  # a word or a number each: their length gives nothing away
    if min(right) > GIVEAWAY * max(wrong):
        yield (
            "error",
            f"the right option gives itself away: {min(right)} characters, longest wrong one {max(wrong)}",
        )
    if max(right) * GIVEAWAY < min(wrong):
        yield (
            "error",
            f"the right option gives itself away: {max(right)} characters, shortest wrong one {min(wrong)}",
        )


def _cloze(question: Cloze) -> Iterator[tuple[str, str]]:
    from llmprep.answers.cloze import fill as fill_gap

    shown = " ".join(re.sub(r"\[\[[^\]]*\]\]", " ", question.prompt).casefold().split())
    for name, gap in question.gaps.items():
        for wrong in gap.mistakes:
            if fill_gap(name, gap, wrong).right:
                yield "error", f"gap {name!r} accepts {wrong!r}, which it also lists as a mistake"
        for form in gap.accepts:
            if not fill_gap(name, gap, form).right:
                yield "error", f"gap {name!r} does not accept its own form {form!r}"
            elif len(form) > 3 and re.search(rf"\b{re.escape(form.casefold())}\b", shown):
                yield "warning", f"the prompt gives away {form!r}, which gap {name!r} asks for"


def _numeric(question: Numeric) -> Iterator[tuple[str, str]]:
    if (
        question.unit
        and units.canonical(question.unit) is None
        and not re.fullmatch(r"[A-Za-z][A-Za-z -]*", question.unit)
    ):
        yield "error", f"`unit` {question.unit!r} is neither a unit known here nor a plain noun"
    failures: dict[str, str] = {}
    told_apart: set[str] = set()
    worked = 0
    for values in _tried(question):
        try:
            drawn = work_out(question, values)
            fill(question.prompt, drawn.values)
            fill(question.answer, {**drawn.values, "result": drawn.result})
        except FormulaError as error:
            at = ", ".join(f"{k}={v}" for k, v in values.items())
            failures.setdefault(str(error), at)
            continue
        worked += 1
        told_apart |= {m.id for m, _ in drawn.wrong}
        for mistake in question.mistakes:
            try:
                formula.evaluate(mistake.formula, drawn.values)
            except FormulaError as error:
                at = ", ".join(f"{k}={v}" for k, v in values.items())
                failures.setdefault(f"of mistake {mistake.id!r} {error}", at)
    for message, at in failures.items():
        yield "error", f"the formula {message} (at {at})"
    for mistake in question.mistakes:
        if worked and mistake.id not in told_apart:
            yield (
                "error",
                f"mistake {mistake.id!r} never differs from the right value by more than the tolerance",
            )


def _tried(question: Numeric) -> Iterator[dict[str, int | float | str]]:
    """Values to try: every row with the corners of the ranges, then `DRAWS` random draws."""
    rows = list(question.rows) or [{}]
    ends = [[(name, value) for value in corners(given)] for name, given in question.given.items()]
    for row in rows:
        for corner in islice(product(*ends), max(1, MOST_CORNERS // len(rows))):
            yield {**row, **dict(corner)}
    for name, given in question.given.items():  # zero inside a range is where divisions break
        if given.low is not None and given.high is not None and given.low < 0 < given.high:
            other = {n: corners(g)[0] for n, g in question.given.items()}
            step = given.step or 1.0
            if tidy(-given.low / step) == int(-given.low / step):
                yield {**rows[0], **other, name: 0}
    rng = random.Random(question.id)
    for _ in range(DRAWS):
        yield {**rng.choice(rows), **{name: draw_one(given, rng) for name, given in question.given.items()}}


def _doubles(bank: Bank) -> Iterator[Fault]:
    from rapidfuzz import fuzz, process

    questions = list(bank)
    prompts = [_bare(q.prompt) for q in questions]
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
            message = (
                f"asks nearly what {questions[other].id} asks ({questions[other].where}; {score:.0f} % alike)"
            )
            yield Fault("error", question.where, question.id, message)


def _bare(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s+\-*/^<>=.]|\.(?!\d)", " ", text.casefold()).split())
