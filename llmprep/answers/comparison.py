"""A grader against labelled answers: every verdict counted, every wrong one kept with its text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from llmprep.answers.agreement import Tally, band, quadratic_kappa
from llmprep.answers.grade import Grade, PointVerdict
from llmprep.answers.labels import Labelled
from llmprep.answers.rubric import grade_free, settle
from llmprep.bank.model import Free

Grader = Callable[[Free, str], Grade]


@dataclass(frozen=True)
class Wrong:
    """One verdict on a labelled answer that a person would not give."""

    where: str
    id: str
    what: Literal["missed", "wrongly met", "flag missed", "wrongly flagged"]
    text: str
    evidence: str


@dataclass(frozen=True)
class Report:
    """How a grader does on labelled answers. `points` are by `question/point`; kappa is of the score's bands."""

    answers: int
    points: dict[str, Tally]
    flags: Tally
    kappa: float
    wrong: tuple[Wrong, ...]

    @property
    def all_points(self) -> Tally:
        return sum(self.points.values(), Tally())


def compare(questions: Iterable[Free], labelled: Sequence[Labelled], grade: Grader = grade_free) -> Report:
    """Grade labelled answers and compare; answers to unknown questions are left out."""
    known = {q.id: q for q in questions}
    points: dict[str, Tally] = {}
    flags, bands, wrong = Tally(), [], []
    for answer in labelled:
        question = known.get(answer.question)
        if question is None:
            continue
        given = grade(question, answer.text)
        for verdict in given.points:
            key = f"{question.id}/{verdict.id}"
            points[key] = points.get(key, Tally()).plus(verdict.met, verdict.id in answer.met)
        raised = {f.id for f in given.red_flags}
        for flag in question.red_flags:
            flags = flags.plus(flag.id in raised, flag.id in answer.flags)
        wrong += list(_wrong(question, answer, given))
        bands.append((band(given.score), band(fair_score(question, answer))))
    kappa = quadratic_kappa(bands) if bands else 1.0
    return Report(len(bands), points, flags, kappa, tuple(wrong))


def _wrong(question: Free, answer: Labelled, given: Grade) -> Iterator[Wrong]:
    for verdict in given.points:
        if verdict.met and verdict.id not in answer.met:
            yield Wrong(answer.where, f"{question.id}/{verdict.id}", "wrongly met", answer.text, verdict.evidence)
        elif not verdict.met and verdict.id in answer.met:
            yield Wrong(answer.where, f"{question.id}/{verdict.id}", "missed", answer.text, "")
    raised = {f.id: f.evidence for f in given.red_flags}
    for flag in question.red_flags:
        if flag.id in raised and flag.id not in answer.flags:
            key = f"{question.id}/{flag.id}"
            yield Wrong(answer.where, key, "wrongly flagged", answer.text, raised[flag.id])
        elif flag.id in answer.flags and flag.id not in raised:
            yield Wrong(answer.where, f"{question.id}/{flag.id}", "flag missed", answer.text, "")


def fair_score(question: Free, answer: Labelled) -> float:
    """The score that the labels give an answer."""
    verdicts = [PointVerdict(p.id, p.says, p.weight, p.id in answer.met) for p in question.points]
    raised = [(f, "") for f in question.red_flags if f.id in answer.flags]
    return settle(question, verdicts, raised).score
