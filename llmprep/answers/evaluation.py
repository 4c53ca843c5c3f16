"""How far a grader can be trusted: its agreement with labelled answers, and what attacks gain."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from llmprep.answers.attacks import ATTACKS, WORTHLESS_BELOW, other_answers
from llmprep.answers.comparison import Grader, Report, compare
from llmprep.answers.labels import Labelled
from llmprep.bank.model import Free

PARTS = {"train": False, "heldout": True}
"""Train: labels that were looked at while patterns were written; heldout: those that were not."""
_NOISE = 0.05  # points of 100


@dataclass(frozen=True)
class Resistance:
    """What one attack did: how often it was tried, how often it gained, and the most it gained or scored."""

    name: str
    tried: int
    gained: int
    worst: float


@dataclass(frozen=True)
class Evaluation:
    """Reports by part, and attacks."""

    reports: dict[str, Report]
    attacks: tuple[Resistance, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "splits": {name: report_json(report) for name, report in self.reports.items()},
            "attacks": {
                a.name: {"tried": a.tried, "gained": a.gained, "worst": round(a.worst, 1)} for a in self.attacks
            },
        }


def report_json(report: Report) -> dict[str, Any]:
    """One report as plain data; per point only what is not perfect is worth a line to people, but all is here."""
    whole = report.all_points
    return {
        "answers": report.answers,
        "kappa": round(report.kappa, 4),
        "points": {
            "precision": round(whole.precision, 4), "recall": round(whole.recall, 4), "f1": round(whole.f1, 4),
            "decided": whole.right + whole.wrong + whole.missed + whole.rest,
        },
        "red_flags": {
            "precision": round(report.flags.precision, 4), "recall": round(report.flags.recall, 4),
            "raised": report.flags.right + report.flags.wrong,
        },
        "per_point": {
            id: {"precision": round(t.precision, 4), "recall": round(t.recall, 4), "f1": round(t.f1, 4)}
            for id, t in sorted(report.points.items())
        },
    }  # fmt: skip


def evaluate(
    questions: Sequence[Free],
    labelled: Sequence[Labelled],
    grade: Grader,
    *,
    parts: Sequence[str] = ("train", "heldout"),
    attacks: bool = True,
    attacked: int | None = None,
) -> Evaluation:
    """Compare on each part, and attack. attacked: at most so many questions are attacked."""
    reports = {part: compare(questions, [a for a in labelled if a.held_out == PARTS[part]], grade) for part in parts}
    reports = {part: report for part, report in reports.items() if report.answers}
    chosen = [a for a in labelled if any(a.held_out == PARTS[part] for part in parts)]
    return Evaluation(reports, tuple(_attack(questions, chosen, grade, attacked)) if attacks else ())


def texts(
    questions: Sequence[Free], labelled: Sequence[Labelled], *, attacks: bool = True, attacked: int | None = None
) -> list[tuple[Free, str]]:
    """Every (question, text) that `evaluate` will grade, each once: so that a slow grader can work ahead."""
    seen: dict[tuple[str, str], tuple[Free, str]] = {}
    known = {q.id: q for q in questions}
    for answer in labelled:
        if answer.question in known:
            seen[answer.question, answer.text] = known[answer.question], answer.text
    if attacks:
        for question, text in _attack_texts(questions, labelled, attacked):
            seen[question.id, text] = question, text
    return list(seen.values())


def evenly(labelled: Sequence[Labelled], number: int | None) -> list[Labelled]:
    """At most so many of them, spread over the whole; the same each time."""
    if number is None or number >= len(labelled):
        return list(labelled)
    return [labelled[i * len(labelled) // number] for i in range(number)]


def _partial(question: Free, labelled: Sequence[Labelled]) -> Labelled | None:
    """A labelled answer that leaves something to gain: some points met, not all."""
    own = [a for a in labelled if a.question == question.id and len(a.met) < len(question.points)]
    return min(own, key=lambda a: (not a.met, len(a.met)), default=None)


def _attack_texts(
    questions: Sequence[Free], labelled: Sequence[Labelled], attacked: int | None
) -> Iterator[tuple[Free, str]]:
    collected: list[tuple[Free, str]] = []

    def note(question: Free, text: str) -> float:
        collected.append((question, text))
        return 0.0

    list(_run(questions, labelled, note, attacked))
    yield from collected


def _attack(
    questions: Sequence[Free], labelled: Sequence[Labelled], grade: Grader, attacked: int | None
) -> Iterator[Resistance]:
    yield from _run(questions, labelled, lambda q, t: grade(q, t).score, attacked)


def _run(
    questions: Sequence[Free],
    labelled: Sequence[Labelled],
    score: Callable[[Free, str], float],
    attacked: int | None,
) -> Iterator[Resistance]:
    bases = [(q, a.text) for q in questions if (a := _partial(q, labelled)) is not None][:attacked]
    for attack in ATTACKS:
        outcomes = []
        for question, text in bases:
            reached = score(question, attack.make(question, text))
            allowed = score(question, text) if attack.kind == "added" else WORTHLESS_BELOW - 2 * _NOISE
            outcomes.append((reached > allowed + _NOISE, reached - allowed if attack.kind == "added" else reached))
        yield _resistance(attack.name, outcomes)
    others = [(q, text) for q, text in other_answers([q for q, _ in bases])]
    reached_by = [score(question, text) for question, text in others]
    yield _resistance("answer to another question", [(r >= WORTHLESS_BELOW, r) for r in reached_by])


def _resistance(name: str, outcomes: Sequence[tuple[bool, float]]) -> Resistance:
    return Resistance(
        name, len(outcomes), sum(gained for gained, _ in outcomes), max((w for _, w in outcomes), default=0.0)
    )
