"""The body of a chat completion: its text, or why there is none."""

from __future__ import annotations

import json
from dataclasses import dataclass

from llmprep.answers.judge.dialect import Dialect
from llmprep.answers.judge.endpoint import Endpoint
from llmprep.answers.judge.faults import RETRY, SETTINGS, JudgeFault, redacted


@dataclass(frozen=True)
class Completion:
    """What came back: the text, why it ended, tokens used (None where the server did not say), and the dialect."""

    content: str
    finish: str
    prompt_tokens: int | None
    completion_tokens: int | None
    dialect: Dialect


def completion_in(body: bytes, dialect: Dialect, endpoint: Endpoint) -> Completion:
    """The completion in the body of a good answer. Raises JudgeFault where it holds none."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or "choices" not in data:
        if isinstance(data, dict) and data.get("error"):  # some gateways report errors with status 200
            error = data["error"]
            message = error.get("message", "") if isinstance(error, dict) else error
            said = redacted(str(message), endpoint.key)
            raise JudgeFault("server-error", f"{endpoint.host} reports an error: {said}", RETRY)
        if body[:1] == b"{" and data is None:
            raise JudgeFault("truncated", "the server's answer breaks off in the middle", RETRY)
        raise JudgeFault("not-chat", f"what answers at {endpoint.url} is no chat API", SETTINGS)
    choices = data["choices"]
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(choice, dict) or not isinstance(message, dict):
        raise JudgeFault("empty", "the reply holds no choice", RETRY)
    finish = str(choice.get("finish_reason") or "")
    if message.get("refusal"):
        said = redacted(str(message["refusal"]), endpoint.key)
        raise JudgeFault(
            "refusal", f"the model refuses to grade this: {said}", "the offline grade stands; retry may help"
        )
    if finish == "content_filter":
        raise JudgeFault(
            "content-filter", "the provider's content filter stopped the reply", "the offline grade stands"
        )
    content = message.get("content")
    if isinstance(content, list):  # parts, as some servers send them
        content = "".join(str(p.get("text", "")) for p in content if isinstance(p, dict))
    if not isinstance(content, str) or not content.strip():
        raise JudgeFault("empty", "the reply is empty", RETRY)
    if finish == "length":
        says = "the reply was cut off by a length limit"
        raise JudgeFault("truncated", says, "raise the server's limit, then `llmprep judge retry`")
    usage = data.get("usage")
    counted = usage if isinstance(usage, dict) else {}
    return Completion(
        content, finish, _count(counted.get("prompt_tokens")), _count(counted.get("completion_tokens")), dialect
    )


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
