"""Checks of free questions: whether their patterns recognise what they should, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from llmprep.bank.model import Free, Point, RedFlag

ANSWER_WORDS = (50, 180)


def check_free(question: Free) -> Iterator[tuple[str, str]]:
    """(severity, sentence) for each fault of a free question's points, flags and model answer."""
    words = len(question.answer.split())
    if not words:
        yield "error", "no `answer`: what would a strong candidate say?"
    elif not ANSWER_WORDS[0] <= words <= ANSWER_WORDS[1]:
        yield (
            "warning",
            f"the answer has {words} words; {ANSWER_WORDS[0]} to {ANSWER_WORDS[1]} are what one can say",
        )
    broken = list(_broken(question))
    yield from broken
    for point in question.points:
        if not point.match:
            yield "error", f"point {point.id!r} has no patterns, so no answer can earn it offline"
    for flag in question.red_flags:
        if not flag.match:
            yield "warning", f"red flag {flag.id!r} has no patterns, so only a judge can raise it"
    if broken:
        return
    yield from _too_eager(question)
    if words:
        yield from _model_answer(question)


def _model_answer(question: Free) -> Iterator[tuple[str, str]]:
    from llmprep.answers.rubric import grade_free

    grade = grade_free(question, question.answer)
    for flag in grade.red_flags:
        yield "error", f"the model answer raises red flag {flag.id!r} with {flag.evidence!r}"
    for point in grade.points:
        if not point.met:
            yield "error", f"the model answer does not earn point {point.id!r} by its patterns"
    if grade.score < 100 and not grade.red_flags and all(p.met for p in grade.points):
        yield "error", f"the model answer scores {grade.score:g}, not 100"


def _broken(question: Free) -> Iterator[tuple[str, str]]:
    from llmprep.answers import patterns

    parts: list[Point | RedFlag] = [*question.points, *question.red_flags]
    for part in parts:
        for pattern in part.match:
            try:
                patterns.compile_pattern(pattern)
            except ValueError as error:
                yield "error", f"{part.id!r}: the pattern {pattern!r} cannot be read: {error}"


def _too_eager(question: Free) -> Iterator[tuple[str, str]]:
    """Patterns that the prompt, or a sentence about another point, would satisfy."""
    texts = [("", question.prompt), *((p.id, p.says) for p in question.points)]
    for about, text in texts:
        for point in question.points:
            if point.id == about or not _met(question, point, text):
                continue
            what = f"what point {about!r} says" if about else "the prompt itself"
            for pattern in point.match:
                if _met(question, point.model_copy(update={"match": (pattern,)}), text):
                    yield "error", f"point {point.id!r}: the pattern {pattern!r} matches {what}"


def _met(question: Free, point: Point, text: str) -> bool:
    from llmprep.answers.rubric import grade_free

    alone = question.model_copy(update={"points": (point,), "red_flags": ()})
    return grade_free(alone, text).points[0].met
