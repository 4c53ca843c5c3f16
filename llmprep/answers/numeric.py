"""Calculations: drawing fresh values, the right value, and which mistake a wrong one shows."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from llmprep.answers import formula, quantity
from llmprep.answers.asked import Asked
from llmprep.answers.formula import FormulaError, Number
from llmprep.answers.grade import Grade, rating_for
from llmprep.bank.model import Given, Numeric, WrongFormula

Place = tuple[str | int, ...]
Values = dict[str, int | float | str]
REDRAWS = 20
MISTAKE_SCORE, SCALE_SCORE = 20.0, 40.0
PLACE = re.compile(r"(?<!\\)\{([A-Za-z_]\w*)(:[^{}]*)?\}")
_TOO_WIDE, WIDEST = re.compile(r"\d{3}"), 99
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True)
class Drawn:
    """One draw: given and derived values, the right value in the question's unit, the mistakes' values."""

    values: Values
    result: Number
    wrong: tuple[tuple[WrongFormula, Number], ...]


def draw(question: Numeric, seed: int) -> Drawn:
    """Fresh values, the same for the same question and seed.

    Draws again, up to `REDRAWS` times, while the formula has no value or a mistake cannot be told from
    the truth. Raises FormulaError where no draw gives a value.
    """
    rng = random.Random(f"{question.id}:{seed}")
    usable: Drawn | None = None
    fault = FormulaError("has no value")
    for _ in range(REDRAWS):
        try:
            drawn = work_out(question, _values(question, rng))
        except FormulaError as error:
            fault = error
            continue
        if len(drawn.wrong) == len(question.mistakes):
            return drawn
        if usable is None or len(drawn.wrong) > len(usable.wrong):
            usable = drawn
    if usable is None:
        raise FormulaError(f"no draw of {question.id} gives a value: {fault}")
    return usable


def work_out(question: Numeric, given: Mapping[str, int | float | str]) -> Drawn:
    """The right value and the mistakes that differ from it by more than the tolerance, for given values."""
    values: Values = dict(given)
    for name, text in question.derived.items():
        values[name] = formula.evaluate(text, values)
    result = formula.evaluate(question.formula, values)
    if abs(result) > quantity.LARGEST:
        raise FormulaError("is too large to be asked for")
    wrong = []
    for mistake in question.mistakes:
        try:
            value = formula.evaluate(mistake.formula, values)
        except FormulaError:
            continue
        if abs(value) > quantity.LARGEST:
            continue
        if not within(question, value, result) and not within(question, result, value):
            wrong.append((mistake, value))
    return Drawn(values, result, tuple(wrong))


def within(question: Numeric, answer: Number, truth: Number) -> bool:
    """Whether an answer is as near to this value as the question asks (and float arithmetic allows)."""
    allowed = max(question.tolerance * abs(truth), question.absolute, 1e-9 * abs(truth))
    return abs(answer - truth) <= allowed


def _values(question: Numeric, rng: random.Random) -> Values:
    values: Values = dict(rng.choice(question.rows)) if question.rows else {}
    for name, given in question.given.items():
        values[name] = draw_one(given, rng)
    return values


def draw_one(given: Given, rng: random.Random) -> int | float | str:
    """One value: from the list, or from the range by its step (whole numbers where the range is whole)."""
    if given.one_of:
        return rng.choice(given.one_of)
    assert given.low is not None
    assert given.high is not None
    whole = given.low.is_integer() and given.high.is_integer()
    step = given.step or (1.0 if whole else None)
    if step is None:
        return float(f"{rng.uniform(given.low, given.high):.3g}")
    count = int((given.high - given.low) / step + 1e-9)
    return tidy(given.low + rng.randint(0, count) * step)


def corners(given: Given) -> list[int | float | str]:
    """The values that a check must try: the whole list, or both ends of the range."""
    if given.one_of:
        return list(given.one_of)
    assert given.low is not None
    assert given.high is not None
    return [tidy(given.low), tidy(given.high)]


def tidy(value: float) -> int | float:
    """A drawn float as people write it: whole numbers as ints, no rounding dust."""
    value = round(value, 10)
    return int(value) if value.is_integer() else value


def fill(text: str, values: Mapping[str, int | float | str]) -> str:
    """Text with `{name}` and `{name:spec}` replaced; other braces stay as they are.

    Raises FormulaError where a format spec does not fit its value.
    """

    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            return match[0]
        found = values[match[1]]
        if match[2] and _TOO_WIDE.search(match[2]):
            raise FormulaError(f"{match[0]} asks for more than {WIDEST} characters")
        try:
            return format(found, match[2][1:]) if match[2] else quantity.shown(found)
        except ValueError as error:
            raise FormulaError(f"{match[0]} cannot show {found!r}: {error}") from None

    return PLACE.sub(value, text)


def filled(question: Numeric, seed: int) -> tuple[str, str, Values]:
    """The prompt, the worked answer and the values of one asking."""
    drawn = draw(question, seed)
    shown = {**drawn.values, "result": drawn.result}
    return fill(question.prompt, drawn.values), fill(question.answer, shown), drawn.values


def grade_numeric(asked: Asked, text: str, *, hinted: bool = False) -> Grade:
    """100 within tolerance; part for a recognised slip of scale; little for a known mistake; else 0.

    Raises UnreadableAnswer where the text is no quantity, or one of another dimension than asked for.
    """
    question = asked.question
    assert isinstance(question, Numeric)
    drawn = draw(question, asked.seed)
    got, remarks = quantity.read(text, question.unit)
    score, mistake, more = judge_value(question, drawn, got)
    expected = " ".join(p for p in (quantity.shown(drawn.result), question.unit) if p)
    return Grade(
        score=score,
        judge="exact",
        rating=rating_for(score, hinted=hinted),
        remarks=(*remarks, *more),
        expected=expected,
        mistake=mistake,
        extra={"read_as": got, "result": drawn.result, "unit": question.unit},
    )


def judge_value(question: Numeric, drawn: Drawn, got: Number) -> tuple[float, str | None, tuple[str, ...]]:
    """Score, mistake and remarks for a value in the question's unit."""
    if within(question, got, drawn.result):
        return 100.0, None, ()
    shown_by = [m for m, value in drawn.wrong if within(question, got, value)]
    if len(shown_by) == 1:
        return MISTAKE_SCORE, shown_by[0].id, (shown_by[0].says,)
    if not shown_by:
        for factor, says in quantity.slips(question.unit):
            # 2.4 % apart is not far: MB for MiB must be met closely to be what happened
            slack = 0.003 if 0.9 < factor < 1.1 else max(1e-9, min(question.tolerance, 0.01))
            if drawn.result and abs(got / (drawn.result * factor) - 1) <= slack:
                return SCALE_SCORE, None, (says,)
        if drawn.result and within(question, -got, drawn.result):
            return 0.0, None, ("The size is right, the sign is not.",)
    return 0.0, None, ()


def formula_faults(question: Numeric) -> Iterator[tuple[Place, str]]:
    """Faults of a family's names and formulas, as (place in the question, sentence)."""
    drawn = list(question.given)
    for name in question.rows[0] if question.rows else ():
        if name in question.given:
            yield ("given", name), f"`{name}` is in `rows` and in `given`; keep one"
        else:
            drawn.append(name)
    for name, given in question.given.items():
        if given.step is not None and given.step <= 0:
            yield ("given", name, "step"), f"the step of `{name}` should be more than 0, not {given.step:g}"
    known: list[str] = []
    origin: list[tuple[Place, str]] = [(("given", n) if n in question.given else ("rows",), n) for n in drawn]
    for place, name in [*origin, *((("derived", n), n) for n in question.derived)]:
        if not _NAME.fullmatch(name):
            yield place, f"`{name}` cannot be used in a formula; use letters, digits and underscores"
        elif name in formula.CONSTANTS or name in formula.FUNCTIONS or name == "result":
            yield place, f"`{name}` has a meaning of its own in formulas; choose another name"
        if place[0] == "derived":
            yield from _formula_fault(place, question.derived[name], known)
        known.append(name)
    yield from _formula_fault(("formula",), question.formula, known)
    for index, mistake in enumerate(question.mistakes):
        yield from _formula_fault(("mistakes", index, "formula"), mistake.formula, known)
    yield from _place_faults("prompt", question.prompt, known)
    yield from _place_faults("answer", question.answer, [*known, "result"])


def _formula_fault(place: Place, text: str, known: list[str]) -> Iterator[tuple[Place, str]]:
    try:
        formula.check(text, known)
    except FormulaError as error:
        yield place, f"the formula `{text.strip()}` {error}"


def _place_faults(field: str, text: str, known: list[str]) -> Iterator[tuple[Place, str]]:
    for match in PLACE.finditer(text):
        if match[1] not in known:
            yield (
                (field,),
                f"the {field} names {match[0]}, which nothing gives; known here: {', '.join(known) or 'nothing'}",
            )
