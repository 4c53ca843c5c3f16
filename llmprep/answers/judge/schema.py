"""What the judge has to reply: one verdict for each point and each wrong claim, reasons and quote first."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from llmprep.answers.judge.faults import JudgeFault


class PointSaid(BaseModel):
    """The judge's verdict on one point."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: str
    quote: str
    why: str
    met: bool


class ClaimSaid(BaseModel):
    """The judge's verdict on one wrong claim."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: str
    quote: str
    why: str
    made: bool


class Reply(BaseModel):
    """The whole reply."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    points: tuple[PointSaid, ...]
    wrong_claims: tuple[ClaimSaid, ...]


@lru_cache(maxsize=1)
def json_schema() -> dict[str, Any]:
    """The reply as a JSON Schema without references, as strict structured output wants it."""
    raw = Reply.model_json_schema()
    definitions = raw.pop("$defs")

    def plain(node: Any) -> Any:
        if isinstance(node, dict):
            if "$ref" in node:
                return plain(definitions[node["$ref"].rpartition("/")[2]])
            kept = {k: plain(v) for k, v in node.items() if k not in ("title", "description")}
            return kept
        return [plain(v) for v in node] if isinstance(node, list) else node

    made: dict[str, Any] = plain(raw)
    return made


def parse_reply(content: str, points: set[str], claims: set[str]) -> Reply:
    """The reply in this text, which may be fenced or follow some thinking aloud.

    Raises JudgeFault (malformed, truncated) where it is no JSON, has another form, or leaves a point undecided.
    Verdicts on unknown ids are dropped. Of two verdicts on one id the less generous counts.
    """
    data = _json_in(content)
    if not isinstance(data, dict):
        raise _malformed("the reply holds no JSON object")
    try:
        reply = Reply.model_validate_json(json.dumps(data))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "the reply"
        raise _malformed(f"the reply has another form than asked for ({where}: {first['msg']})") from None
    by_id: dict[str, PointSaid] = {}
    for said in reply.points:
        if said.id in points and (said.id not in by_id or not said.met):
            by_id[said.id] = said
    missing = sorted(points - by_id.keys())
    if missing:
        raise _malformed(f"the reply leaves undecided: {', '.join(missing)}")
    made: dict[str, ClaimSaid] = {}
    for claim in reply.wrong_claims:
        if claim.id in claims and (claim.id not in made or not claim.made):
            made[claim.id] = claim
    return Reply(points=tuple(by_id.values()), wrong_claims=tuple(made.values()))


def _malformed(says: str) -> JudgeFault:
    return JudgeFault("malformed", says, "`llmprep judge retry` asks again; another model may do better")


def _json_in(content: str) -> Any:
    text = re.sub(r"<think>.*?</think>", "", content, flags=re.DOTALL).strip()
    fenced = re.search(r"```(?:json)?\s*(\{.*\})\s*```", text, re.DOTALL)
    decoder = json.JSONDecoder()
    for candidate in [text, *([fenced[1]] if fenced else [])]:
        try:
            return json.loads(candidate)
        except (ValueError, RecursionError):
            continue
    # the last object with verdicts wins: what comes before it is thinking aloud
    found = None
    at = 0
    for _ in range(200):
        at = text.find("{", at)
        if at < 0:
            break
        try:
            data, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            at += 1
            continue
        if isinstance(data, dict) and "points" in data:
            found = data
        at = end
    if found is None and text.startswith("{"):
        raise JudgeFault("truncated", "the reply breaks off in the middle", "`llmprep judge retry` asks again")
    return found
