"""Judging one answer by a model: cache first, then as many calls as votes are still missing."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from llmprep.answers.grade import Grade
from llmprep.answers.judge.cost import Usage, count, total
from llmprep.answers.judge.dialect import Dialect, dialect_from
from llmprep.answers.judge.endpoint import Endpoint, endpoint_from
from llmprep.answers.judge.faults import JudgeFault
from llmprep.answers.judge.prompt import messages, prompt_version
from llmprep.answers.judge.schema import Reply, json_schema, parse_reply
from llmprep.answers.judge.votes import tally_votes
from llmprep.bank.model import Free, content_hash
from llmprep.store.verdicts import Verdicts, verdict_key

if TYPE_CHECKING:
    from llmprep.config import Price, Settings

LONGEST_ANSWER = 20_000
SEED = 20_240_607


@dataclass(frozen=True)
class Ruling:
    """One vote: what the model replied and what it took."""

    reply: Reply
    usage: Usage


def judge_answer(
    question: Free,
    text: str,
    settings: Settings,
    *,
    environment: Mapping[str, str],
    verdicts: Verdicts,
    hinted: bool = False,
    key_may_go: bool = True,
) -> Grade:
    """The model's grade of one free answer, by `settings.judge_votes` votes. Raises JudgeFault.

    An empty answer is graded without asking. Votes that were given before, for the same question, answer, model
    and rules, come from the cache.
    """
    endpoint = endpoint_from(
        settings.judge_model, settings.judge_url, environment, timeout_s=settings.judge_timeout_s, key_may_go=key_may_go
    )  # fmt: skip
    return judge(
        question, text, endpoint, verdicts, votes=settings.judge_votes, hinted=hinted,
        price=settings.prices.get(endpoint.model),
    )  # fmt: skip


def judge(
    question: Free,
    text: str,
    endpoint: Endpoint,
    verdicts: Verdicts,
    *,
    votes: int = 1,
    hinted: bool = False,
    price: Price | None = None,
    heard: Callable[[int], None] = lambda _: None,
) -> Grade:
    """As `judge_answer`, with the endpoint given. `heard` is called with the number of votes given so far."""
    if not text.strip():
        grade = tally_votes(question, text, [_nothing_said(question)], model=endpoint.model, hinted=hinted)
        return replace(grade, extra={**grade.extra, "usage": Usage(cached=True).as_json(price)})
    rulings = []
    for vote in range(votes):
        rulings.append(rule(question, text, endpoint, verdicts, vote=vote))
        heard(vote + 1)
    grade = tally_votes(question, text, [r.reply for r in rulings], model=endpoint.model, hinted=hinted)
    usage = total([r.usage for r in rulings])
    return replace(grade, extra={**grade.extra, "usage": usage.as_json(price)})


def rule(question: Free, text: str, endpoint: Endpoint, verdicts: Verdicts, *, vote: int) -> Ruling:
    """One vote, from the cache or from the model. Raises JudgeFault."""
    key = cache_key(question, text, endpoint, vote)
    kept = cached_ruling(question, verdicts.get(key))
    if kept is not None:
        return kept
    asked = dialect_from(verdicts.dialect(server_of(endpoint)))
    ruling, dialect = ask_model(question, text, endpoint, asked, vote=vote)
    keep(verdicts, key, ruling, endpoint, asked, dialect)
    return ruling


def ask_model(question: Free, text: str, endpoint: Endpoint, dialect: Dialect, *, vote: int) -> tuple[Ruling, Dialect]:
    """One vote from the model; also the dialect that its server turned out to speak. Touches no database."""
    from llmprep.answers.judge.client import complete

    asked = messages(question, text[:LONGEST_ANSWER], vote=vote, marker=f"ANSWER-{secrets.token_hex(12)}")
    completion = complete(endpoint, asked, dialect=dialect, schema=json_schema(), seed=SEED + vote)
    reply = parse_reply(completion.content, {p.id for p in question.points}, {f.id for f in question.red_flags})
    prompt, completed = completion.prompt_tokens, completion.completion_tokens
    estimated = prompt is None or completed is None
    usage = Usage(
        count(endpoint.model, [m["content"] for m in asked]) if prompt is None else prompt,
        count(endpoint.model, [completion.content]) if completed is None else completed,
        estimated,
    )
    return Ruling(reply, usage), completion.dialect


def cache_key(question: Free, text: str, endpoint: Endpoint, vote: int) -> str:
    """Everything that the verdict of one vote depends on."""
    return verdict_key(
        question=content_hash(question), answer=text, url=endpoint.url, model=endpoint.model,
        prompt=prompt_version(), vote=vote, seed=SEED + vote, temperature=0,
    )  # fmt: skip


def server_of(endpoint: Endpoint) -> str:
    """The name under which it is remembered what a server and model understand."""
    return f"{endpoint.url} {endpoint.model}"


def cached_ruling(question: Free, kept: dict[str, Any] | None) -> Ruling | None:
    """A kept vote, if it is one."""
    if kept is None:
        return None
    try:
        reply = Reply.model_validate_json(kept["reply"])
        usage = Usage(int(kept["prompt_tokens"]), int(kept["completion_tokens"]), bool(kept["estimated"]), True)
    except (KeyError, TypeError, ValueError):
        return None
    return Ruling(reply, usage) if {p.id for p in reply.points} == {p.id for p in question.points} else None


def keep(verdicts: Verdicts, key: str, ruling: Ruling, endpoint: Endpoint, asked: Dialect, dialect: Dialect) -> None:
    """Keep a vote, and what was found out about the server."""
    verdicts.put(
        key,
        {
            "reply": ruling.reply.model_dump_json(), "model": endpoint.model,
            "prompt_tokens": ruling.usage.prompt_tokens, "completion_tokens": ruling.usage.completion_tokens,
            "estimated": ruling.usage.estimated,
        },
    )  # fmt: skip
    if dialect != asked:
        verdicts.remember_dialect(server_of(endpoint), dialect.as_json())


def _nothing_said(question: Free) -> Reply:
    from llmprep.answers.judge.schema import PointSaid

    points = tuple(PointSaid(id=p.id, quote="", why="", met=False) for p in question.points)
    return Reply(points=points, wrong_claims=())


__all__ = ["JudgeFault", "Ruling", "judge", "judge_answer"]
