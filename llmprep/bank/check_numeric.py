"""What `bank check` looks for in numeric families: all rows, ends of ranges, many draws."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import combinations, islice, product

from llmprep.answers import formula, units
from llmprep.answers.formula import FormulaError
from llmprep.answers.numeric import PLACE, Drawn, Values, corners, draw_one, fill, tidy, within, work_out
from llmprep.bank.model import Numeric

Finding = tuple[str, str]
DRAWS, MOST_CORNERS = 200, 256
MOSTLY = 0.5
"""Two mistakes that give the same value in more of the draws than this are one mistake."""


def check_numeric(question: Numeric) -> Iterator[Finding]:
    """Units, formulas that fail somewhere, mistakes that nothing tells apart, values never shown."""
    known = not question.unit or units.canonical(question.unit) is not None
    if not known and not re.fullmatch(r"[A-Za-z][A-Za-z -]*", question.unit):
        yield "error", f"`unit` {question.unit!r} is neither a unit known here nor a plain noun"
    failures: dict[str, str] = {}
    draws: list[Drawn] = []
    for values in _tried(question):
        at = ", ".join(f"{k}={v}" for k, v in values.items())
        try:
            drawn = work_out(question, values)
        except FormulaError as error:
            failures.setdefault(f"the formula {error}", at)
            continue
        try:
            fill(question.prompt, drawn.values)
            fill(question.answer, {**drawn.values, "result": drawn.result})
        except FormulaError as error:
            failures.setdefault(str(error), at)
        draws.append(drawn)
        for mistake in question.mistakes:
            try:
                formula.evaluate(mistake.formula, drawn.values)
            except FormulaError as error:
                failures.setdefault(f"the formula of mistake {mistake.id!r} {error}", at)
    for message, at in failures.items():
        yield "error", f"{message} (at {at})"
    if draws:
        yield from _mistakes(question, draws)
        if all(within(question, d.result, draws[0].result) for d in draws):
            yield "warning", "every draw has the same result; draw more than one value"
    yield from _shown(question)


def _mistakes(question: Numeric, draws: list[Drawn]) -> Iterator[Finding]:
    told_apart = {m.id for drawn in draws for m, _ in drawn.wrong}
    for mistake in question.mistakes:
        if mistake.id not in told_apart:
            yield (
                "error",
                f"mistake {mistake.id!r} never differs from the right value by more than the tolerance",
            )
    values = [{m.id: value for m, value in drawn.wrong} for drawn in draws]
    for one, other in combinations([m.id for m in question.mistakes if m.id in told_apart], 2):
        both = [(v[one], v[other]) for v in values if one in v and other in v]
        same = sum(within(question, a, b) for a, b in both)
        if both and same == len(both):
            yield "error", f"mistakes {one!r} and {other!r} always give the same value, so neither is ever named"
        elif same > MOSTLY * len(both):
            share = f"{same / len(both):.0%}"
            yield "warning", f"mistakes {one!r} and {other!r} give the same value in {share} of draws; neither is named"
    if len(question.mistakes) < 2:
        yield "warning", f"{len(question.mistakes) or 'no'} wrong formula; `mistakes` should hold two or more"


def _shown(question: Numeric) -> Iterator[Finding]:
    """Names that the right formula rests on must be told; the worked answer must end in the result."""
    told = {match[1] for match in PLACE.finditer(question.prompt)}
    needed = set(formula.names_in(question.formula))
    for name, text in reversed(question.derived.items()):
        if name in needed - told:
            needed |= formula.names_in(text)
    hidden = sorted(needed - told - set(question.derived) - _said_in_words(question))
    if hidden:
        yield "warning", f"the formula uses {', '.join(hidden)}, which the prompt never shows"
    if not question.answer:
        yield "warning", "no `answer`; work the calculation out, ending in {result}"
    elif not any(match[1] == "result" for match in PLACE.finditer(question.answer)):
        yield "warning", "the answer never shows {result}"


def _said_in_words(question: Numeric) -> set[str]:
    """Names that always have one value, where the prompt has that value in its text."""
    values = {n: {str(row[n]) for row in question.rows} for n in (question.rows[0] if question.rows else ())}
    values |= {n: set(map(str, given.one_of)) for n, given in question.given.items() if given.one_of}
    text = question.prompt.replace(",", "")
    single = {name: next(iter(found)) for name, found in values.items() if len(found) == 1}
    return {name for name, value in single.items() if re.search(rf"\b{re.escape(value)}\b", text)}


def _tried(question: Numeric) -> Iterator[Values]:
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
