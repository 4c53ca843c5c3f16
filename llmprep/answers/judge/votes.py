"""From the replies of one or several votes to a grade: quotes verified, majority taken, spread kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from llmprep.answers.effort import MACHINE_TEXT
from llmprep.answers.grade import Grade, PointVerdict
from llmprep.answers.judge.evidence import Answer
from llmprep.answers.judge.schema import Reply
from llmprep.answers.orders import NOT_FOLLOWED
from llmprep.answers.rubric import EMPTY, grade_free, settle
from llmprep.bank.model import Free, RedFlag

_MOST_POINTS_A_QUOTE = 2


@dataclass(frozen=True)
class Ballot:
    """One vote after its quotes were checked: evidence for each point met and each claim made."""

    met: dict[str, str]
    made: dict[str, str]
    why: dict[str, str]
    objections: tuple[str, ...]


def ballot(question: Free, reply: Reply, answer: Answer) -> Ballot:
    """What one reply is worth. A verdict without evidence is turned down and reported."""
    met: dict[str, str] = {}
    made: dict[str, str] = {}
    objections: list[str] = []
    points = {p.id: p for p in question.points}
    quoted = Counter(_bare(p.quote) for p in reply.points if p.met)
    for said in reply.points:
        if not said.met or said.id not in points:
            continue
        point = points[said.id]
        checked = answer.check(said.quote, point)
        objection = checked.objection
        overused = quoted[_bare(said.quote)] > _MOST_POINTS_A_QUOTE
        if not objection and overused and not answer.confirms(point, checked.evidence):
            objection = "is given for too many points at once"
        if objection:
            objections.append(_objection(said.id, said.quote, objection))
        else:
            met[said.id] = checked.evidence
    for claim in reply.wrong_claims:
        if claim.made:
            checked = answer.check(claim.quote)
            if checked.objection:
                objections.append(_objection(claim.id, claim.quote, checked.objection))
            else:
                made[claim.id] = checked.evidence
    why = {said.id: " ".join(said.why.split()) for said in reply.points}
    why |= {claim.id: " ".join(claim.why.split()) for claim in reply.wrong_claims}
    return Ballot(met, made, why, tuple(objections))


def _bare(quote: str) -> str:
    return " ".join(quote.casefold().split())


def _objection(id: str, quote: str, objection: str) -> str:
    shown = " ".join(quote.split())
    shown = shown if len(shown) <= 80 else shown[:79] + "…"
    return (
        f"Not counted for {id}: the judge's quote “{shown}” {objection}."
        if shown
        else (f"Not counted for {id}: the judge gave no quote.")
    )


def tally_votes(question: Free, text: str, replies: Sequence[Reply], *, model: str, hinted: bool = False) -> Grade:
    """The grade by majority; a tie is no majority. Raises ValueError without a vote.

    `extra` holds model, votes, spread (each vote's score, and how many votes each verdict got) and why.
    """
    if not replies:
        raise ValueError("no votes")
    answer = Answer.of(question, text)
    ballots = [ballot(question, reply, answer) for reply in replies]
    needed = len(ballots) // 2 + 1
    points, raised = _verdicts(question, ballots, needed)
    remarks = list(answer.remarks)
    if answer.speaks_to_judge or MACHINE_TEXT in answer.remarks:
        if NOT_FOLLOWED not in remarks:
            remarks.append(NOT_FOLLOWED)
        raised += _also_found(question, text, {flag.id for flag, _ in raised})
    remarks += list(dict.fromkeys(o for b in ballots for o in b.objections))
    grade = settle(question, points, raised, remarks if text.strip() else [EMPTY], judge="llm", hinted=hinted)
    spread = {
        "scores": [settle(question, *_verdicts(question, [b], 1)).score for b in ballots],
        "points": {p.id: sum(p.id in b.met for b in ballots) for p in question.points},
        "red_flags": {f.id: sum(f.id in b.made for b in ballots) for f in question.red_flags},
    }
    why = {id: reason for b in reversed(ballots) for id, reason in b.why.items() if reason}
    return replace(grade, extra={"model": model, "votes": len(ballots), "spread": spread, "why": why})


def _also_found(question: Free, text: str, raised: set[str]) -> list[tuple[RedFlag, str]]:
    """Wrong claims that the patterns find: a judge that may have been told to overlook them cannot."""
    offline = {f.id: f.evidence for f in grade_free(question, text).red_flags}
    return [(f, offline[f.id]) for f in question.red_flags if f.id in offline and f.id not in raised]


def _verdicts(
    question: Free, ballots: Sequence[Ballot], needed: int
) -> tuple[list[PointVerdict], list[tuple[RedFlag, str]]]:
    points = []
    for point in question.points:
        quotes = [b.met[point.id] for b in ballots if point.id in b.met]
        met = len(quotes) >= needed
        points.append(PointVerdict(point.id, point.says, point.weight, met, quotes[0] if met else ""))
    raised = []
    for flag in question.red_flags:
        quotes = [b.made[flag.id] for b in ballots if flag.id in b.made]
        if len(quotes) >= needed:
            raised.append((flag, quotes[0]))
    return points, raised
