"""An interviewer's scorecard: depth per topic, best and worst moments, wrong claims, time, what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from llmprep.bank.bank import Bank
from llmprep.practice.ladder import HOLDS, Turn

QUOTE = 220
SHORT_WORDS = 12
LONG_SHARE = 0.3
"""One question that takes this share of the interview is worth a remark."""


@dataclass(frozen=True)
class TopicDepth:
    """How deep one topic went. depth is the level of the deepest answer that held; 0 for none."""

    topic: str
    depth: int
    flinched_at: int | None
    questions: int
    score: float
    minutes: float


@dataclass(frozen=True)
class Moment:
    """An answer worth looking back at, in the candidate's own words."""

    question: str
    topic: str
    level: int
    score: float
    words: str
    says: str


@dataclass(frozen=True)
class RaisedFlag:
    """A wrong claim, with the words that made it and what is true."""

    question: str
    words: str
    says: str


@dataclass(frozen=True)
class Scorecard:
    """Everything that the debrief says; saved as an event."""

    minutes: float
    planned_minutes: float
    questions: int
    passed_over: int
    score: float
    depth: float
    topics: tuple[TopicDepth, ...]
    strongest: Moment | None
    weakest: Moment | None
    flags: tuple[RaisedFlag, ...]
    calculation: Moment | None
    drill: Moment | None
    pace: tuple[str, ...]
    next_command: str
    next_why: str
    role: str | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def scorecard(
    turns: Sequence[Turn],
    grades: Mapping[str, Mapping[str, Any]],
    bank: Bank,
    *,
    planned_minutes: float,
    role: str | None = None,
) -> Scorecard:
    """Sum up an interview. `grades` has each answered question's stored grade (points, red flags) by id."""
    rungs = [t for t in turns if t.climbs]
    topics = tuple(
        _depth(topic, [t for t in rungs if t.ladder == topic]) for topic in dict.fromkeys(t.ladder for t in rungs)
    )
    asked = [t for t in turns if t.why != "drill"]
    said = [t for t in rungs if t.text]
    best = max(said, key=lambda t: (t.held, t.level if t.held else 0, t.score), default=None)
    worst = min(said, key=lambda t: (t.score, -t.level), default=None)
    worst = worst if worst and worst.score < HOLDS else None
    flags = tuple(
        RaisedFlag(t.item, f.get("evidence", ""), _correction(bank, t.item, f["id"]))
        for t in asked
        for f in grades.get(t.item, {}).get("red_flags", ())
    )
    command, why = _next(topics, turns)
    return Scorecard(
        minutes=round(sum(t.seconds for t in turns) / 60, 1),
        planned_minutes=planned_minutes,
        questions=len(asked),
        passed_over=sum(not t.text for t in asked),
        score=round(sum(t.score for t in asked) / len(asked), 1) if asked else 0.0,
        depth=round(sum(t.depth for t in topics) / len(topics), 2) if topics else 0.0,
        topics=topics,
        strongest=_moment(best, grades, bank, good=True) if best and best.score >= HOLDS else None,
        weakest=_moment(worst, grades, bank, good=False) if worst else None,
        flags=flags,
        calculation=_single(turns, "calculation", grades, bank),
        drill=_single(turns, "drill", grades, bank),
        pace=tuple(_pace(turns, planned_minutes)),
        next_command=command,
        next_why=why,
        role=role,
    )


def _depth(topic: str, rungs: Sequence[Turn]) -> TopicDepth:
    last = rungs[-1]
    return TopicDepth(
        topic=topic,
        depth=max((t.level for t in rungs if t.held), default=0),
        flinched_at=None if last.held else last.level,
        questions=len(rungs),
        score=round(sum(t.score for t in rungs) / len(rungs), 1),
        minutes=round(sum(t.seconds for t in rungs) / 60, 1),
    )


def _moment(turn: Turn, grades: Mapping[str, Mapping[str, Any]], bank: Bank, *, good: bool) -> Moment:
    """The words that show it: for a strong answer those that earned a point, for a weak one how it began."""
    points = grades.get(turn.item, {}).get("points", ())
    says = {p.id: p.says for p in getattr(bank.questions.get(turn.item), "points", ())}
    weight = {p.id: p.weight for p in getattr(bank.questions.get(turn.item), "points", ())}
    matching = [p for p in points if p["met"] is good and p["id"] in says]
    main = max(matching, key=lambda p: weight[p["id"]], default=None)
    return Moment(turn.item, turn.ladder, turn.level, turn.score, quote(turn.text), says[main["id"]] if main else "")


def _single(turns: Sequence[Turn], why: str, grades: Mapping[str, Mapping[str, Any]], bank: Bank) -> Moment | None:
    turn = next((t for t in turns if t.why == why), None)
    if turn is None:
        return None
    remarks = grades.get(turn.item, {}).get("remarks", ())
    return Moment(turn.item, turn.ladder, turn.level, turn.score, quote(turn.text), remarks[0] if remarks else "")


def _correction(bank: Bank, question: str, flag: str) -> str:
    flags = getattr(bank.questions.get(question), "red_flags", ())
    return next((f.says for f in flags if f.id == flag), "")


def quote(text: str) -> str:
    """The beginning of an answer on one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= QUOTE:
        return line
    return line[:QUOTE].rsplit(" ", 1)[0] + " ..."


def _pace(turns: Sequence[Turn], planned_minutes: float) -> list[str]:
    answered = [t for t in turns if t.text and t.climbs]
    said: list[str] = []
    if not answered:
        return said
    mean = sum(t.seconds for t in answered) / len(answered)
    said.append(f"{mean / 60:.1f} minutes an answer on average")
    longest = max(answered, key=lambda t: t.seconds)
    if planned_minutes and longest.seconds > LONG_SHARE * planned_minutes * 60:
        said.append(f"{longest.seconds / 60:.0f} minutes on {longest.item} alone: say the core first, then stop")
    short = [t for t in answered if len(t.text.split()) < SHORT_WORDS]
    if len(short) > len(answered) / 2:
        said.append("most answers were a single short sentence: give the reason and one number or example, too")
    used = sum(t.seconds for t in turns) / 60
    if planned_minutes and used < 0.6 * planned_minutes:
        said.append(f"{planned_minutes - used:.0f} of {planned_minutes:.0f} minutes were left")
    return said


def _next(topics: Sequence[TopicDepth], turns: Sequence[Turn]) -> tuple[str, str]:
    if not topics:
        return "llmprep quiz", "a few questions to warm up"
    weak = min(topics, key=lambda t: (t.depth, t.score))
    failed = next((t for t in turns if t.why == "drill" and not t.held), None)
    if weak.flinched_at is None and failed:
        return f"llmprep drill start {failed.item}", "the drill was not passed"
    if weak.flinched_at is None:
        return "llmprep interview", "everything held; another round will go elsewhere"
    return (
        f"llmprep quiz --topic {weak.topic} --level {weak.flinched_at}",
        f"{weak.topic} gave way at level {weak.flinched_at}",
    )
