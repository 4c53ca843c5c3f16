"""How each question has done with its learners, and which patterns they overruled: what authors need to see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import Any, Literal

from llmprep.bank.bank import Bank
from llmprep.bank.model import Free
from llmprep.store.log import Event

EVENT_KINDS = ("answer", "override", "undo", "skip", "flag", "unflag", "hint")
Wrong = Literal["missed", "wrongly met", "wrongly raised"]


@dataclass(frozen=True)
class QuestionStats:
    """One question over all its answers. Scores are 0 to 100, as they count after overruling.

    met: point -> the share of answers that met it. flagged: whether it was reported as bad.
    """

    id: str
    answers: int
    passed: int
    mean_score: float
    median_seconds: float
    hints: int
    skips: int
    overruled: int
    met: Mapping[str, float] = field(default_factory=dict)
    flagged: bool = False


@dataclass(frozen=True)
class Overruled:
    """A verdict of the patterns that learners turned over, and by which pattern it came about.

    pattern is None for a point that no pattern found ("missed"), and for patterns that are no longer there.
    """

    question: str
    part: str
    wrong: Wrong
    pattern: str | None
    count: int
    answers: tuple[str, ...]


def question_stats(events: Iterable[Event]) -> list[QuestionStats]:
    """Statistics of every question that was ever asked, the worst first (by mean score)."""
    events = _standing(events)
    overrides = _last_overrides(events)
    answers: dict[str, list[Event]] = {}
    for event in events:
        if event.kind == "answer":
            answers.setdefault(event.item, []).append(event)
    others = Counter((e.kind, e.item) for e in events if e.kind in ("skip", "hint"))
    flagged = _flagged(events)
    found = [_one(id, own, overrides, others, id in flagged) for id, own in answers.items()]
    return sorted(found, key=lambda s: (s.mean_score, s.id))


def overruled(events: Iterable[Event], bank: Bank) -> list[Overruled]:
    """Which verdicts were turned over by learners, most often first; questions that are gone are left out."""
    events = _standing(events)
    overrides = _last_overrides(events)
    texts: dict[tuple[str, str, Wrong, str | None], list[str]] = {}
    for event in events:
        change = overrides.get(event.id)
        question = bank.questions.get(event.item)
        if event.kind != "answer" or change is None or not isinstance(question, Free):
            continue
        text = str(event.payload.get("text", ""))
        for part, wrong in _turned(event.payload.get("grade", {}), change.get("grade", {})):
            pattern = None if wrong == "missed" else _pattern(question, part, text)
            texts.setdefault((question.id, part, wrong, pattern), []).append(text)
    found = [Overruled(*key, count=len(given), answers=tuple(given)) for key, given in texts.items()]
    return sorted(found, key=lambda o: (-o.count, o.question, o.part))


def _standing(events: Iterable[Event]) -> list[Event]:
    events = list(events)
    undone = {e.payload["event"] for e in events if e.kind == "undo"}
    return [e for e in events if e.id not in undone]


def _last_overrides(events: Sequence[Event]) -> dict[int, Mapping[str, Any]]:
    return {e.payload["event"]: e.payload for e in events if e.kind == "override"}


def _flagged(events: Sequence[Event]) -> set[str]:
    last = {e.item: e.kind for e in events if e.kind in ("flag", "unflag")}
    return {item for item, kind in last.items() if kind == "flag"}


def _one(
    id: str,
    answers: Sequence[Event],
    overrides: Mapping[int, Mapping[str, Any]],
    others: Mapping[tuple[str, str], int],
    flagged: bool,
) -> QuestionStats:
    now = [{**e.payload, **overrides.get(e.id, {})} for e in answers]
    met: dict[str, list[bool]] = {}
    for payload in now:
        for point in payload.get("grade", {}).get("points", ()):
            met.setdefault(point["id"], []).append(bool(point["met"]))
    seconds = sorted(float(e.payload.get("seconds") or 0.0) for e in answers)
    return QuestionStats(
        id=id,
        answers=len(answers),
        passed=sum(p.get("rating") in ("good", "easy") for p in now),
        mean_score=round(fmean(float(p.get("score", 0.0)) for p in now), 1),
        median_seconds=seconds[len(seconds) // 2],
        hints=others.get(("hint", id), 0),
        skips=others.get(("skip", id), 0),
        overruled=sum(e.id in overrides for e in answers),
        met={point: round(fmean(verdicts), 3) for point, verdicts in met.items()},
        flagged=flagged,
    )


def _turned(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, Wrong]]:
    """(point or flag, how the patterns were wrong) for each verdict that differs."""
    was = {p["id"]: bool(p["met"]) for p in before.get("points", ())}
    turned: list[tuple[str, Wrong]] = []
    for point in after.get("points", ()):
        if was.get(point["id"], point["met"]) != point["met"]:
            turned.append((point["id"], "missed" if point["met"] else "wrongly met"))
    left = {f["id"] for f in after.get("red_flags", ())}
    turned += [(f["id"], "wrongly raised") for f in before.get("red_flags", ()) if f["id"] not in left]
    return turned


def _pattern(question: Free, part: str, text: str) -> str | None:
    """The pattern of this point or flag that finds something in the answer."""
    from llmprep.answers.pattern import PatternError, compile_pattern
    from llmprep.answers.sentences import sentences

    patterns = {p.id: p.match for p in question.points} | {f.id: f.match for f in question.red_flags}
    said = sentences(text)
    try:
        return next((p for p in patterns.get(part, ()) if compile_pattern(p).find(said)), None)
    except PatternError:  # changed since, and broken: `bank check` says so
        return None
