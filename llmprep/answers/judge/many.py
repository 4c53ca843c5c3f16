"""Judging many answers: kept votes first, the missing ones asked for side by side, each kept as it comes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from llmprep.answers.grade import Grade
from llmprep.answers.judge.cost import Usage, total
from llmprep.answers.judge.dialect import Dialect, dialect_from
from llmprep.answers.judge.endpoint import Endpoint
from llmprep.answers.judge.faults import JudgeFault
from llmprep.answers.judge.judging import (
    Ruling,
    ask_model,
    cache_key,
    cached_ruling,
    judge,
    keep,
    server_of,
)  # fmt: skip
from llmprep.answers.judge.pool import run
from llmprep.answers.judge.votes import tally_votes
from llmprep.bank.model import Free
from llmprep.config import Price
from llmprep.store.verdicts import Verdicts


@dataclass(frozen=True)
class Case:
    """One answer to judge; `key` is whatever tells the caller which it is."""

    key: int
    question: Free
    text: str
    hinted: bool = False


@dataclass(frozen=True)
class _Ballot:
    case: Case
    vote: int


def judge_many(
    cases: Sequence[Case],
    endpoint: Endpoint,
    verdicts: Verdicts,
    *,
    votes: int = 1,
    jobs: int = 4,
    price: Price | None = None,
) -> Iterator[tuple[Case, Grade | JudgeFault]]:
    """Each case with its grade or what went wrong, as they get ready.

    After a lasting fault nothing more is asked; the cases that were not judged then get that same fault. Votes
    that came are kept, so that a run that was cut off costs nothing twice.
    """
    rulings: dict[int, dict[int, Ruling]] = {}
    missing: list[_Ballot] = []
    for at, case in enumerate(cases):
        if not case.text.strip():
            yield case, judge(case.question, case.text, endpoint, verdicts, hinted=case.hinted, price=price)
            continue
        found = rulings.setdefault(at, {})
        for vote in range(votes):
            kept = cached_ruling(case.question, verdicts.get(cache_key(case.question, case.text, endpoint, vote)))
            if kept is not None:
                found[vote] = kept
            else:
                missing.append(_Ballot(case, vote))
    places = {id(case): at for at, case in enumerate(cases)}
    settled: set[int] = set()

    def graded(at: int) -> Grade:
        own = [ruling for _, ruling in sorted(rulings[at].items())]
        grade = tally_votes(
            cases[at].question, cases[at].text, [r.reply for r in own], model=endpoint.model, hinted=cases[at].hinted
        )
        usage: Usage = total([r.usage for r in own])
        return replace(grade, extra={**grade.extra, "usage": usage.as_json(price)})

    for at in list(rulings):
        if len(rulings[at]) == votes:
            settled.add(at)
            yield cases[at], graded(at)
    known: Dialect = dialect_from(verdicts.dialect(server_of(endpoint)))
    lasting: JudgeFault | None = None
    # the first call finds out what the server understands; the others need not all find out again
    for some in (missing[:1], missing[1:]):
        if lasting is not None:
            break
        asked = known
        work = run(some, partial(_asked, endpoint, asked), jobs=jobs)
        for ballot, result in work:
            at = places[id(ballot.case)]
            if isinstance(result, Exception):
                if not isinstance(result, JudgeFault):
                    raise result
                if at not in settled:
                    settled.add(at)
                    yield ballot.case, result
                if result.lasting:
                    lasting = result
                    break
                continue
            ruling, spoken = result
            key = cache_key(ballot.case.question, ballot.case.text, endpoint, ballot.vote)
            keep(verdicts, key, ruling, endpoint, asked, spoken)
            known = spoken
            rulings[at][ballot.vote] = ruling
            if len(rulings[at]) == votes and at not in settled:
                settled.add(at)
                yield ballot.case, graded(at)
        work.close()
    if lasting is not None:
        for at in rulings:
            if at not in settled:
                yield cases[at], lasting


def _asked(endpoint: Endpoint, dialect: Dialect, ballot: _Ballot) -> tuple[Ruling, Dialect]:
    return ask_model(ballot.case.question, ballot.case.text, endpoint, dialect, vote=ballot.vote)
