"""One chat completion over HTTP, bounded in time and size: the only module that talks to `openai`.

The call runs in a thread of its own, so that a deadline and Ctrl-C end it whatever the server does: dripping a byte a
second, never answering, or answering without end.
"""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from llmprep.answers.judge.dialect import Dialect
from llmprep.answers.judge.endpoint import NO_KEY, Endpoint
from llmprep.answers.judge.faults import JudgeFault, redacted
from llmprep.answers.judge.prompt import Messages

LARGEST_REPLY = 2_000_000
SEED = 20_240_607
_TRIES = 3
_BACKOFF_S = (0.5, 1.5)
_RETRY = "`llmprep judge retry` asks again later"
_OFFLINE = "the offline grade stands; `llmprep judge retry` asks once more"
_SETTINGS = "check judge_url and judge_model; `llmprep judge status` tests them"


@dataclass(frozen=True)
class Completion:
    """What came back: the text, why it ended, tokens used (None where the server did not say), and the dialect."""

    content: str
    finish: str
    prompt_tokens: int | None
    completion_tokens: int | None
    dialect: Dialect


def complete(
    endpoint: Endpoint,
    messages: Messages,
    *,
    dialect: Dialect,
    schema: dict[str, Any] | None = None,
    seed: int = SEED,
    max_tokens: int | None = None,
) -> Completion:
    """Ask once, within `endpoint.timeout_s` in all. Raises JudgeFault for everything that can go wrong.

    Answers 429 and 5xx are tried again where time allows. Where the server refuses a parameter, the call is
    repeated without it, and the dialect that worked is returned.
    """
    deadline = time.monotonic() + endpoint.timeout_s
    client = _client(endpoint)

    def ask() -> Completion:
        asked, first_complaint = dialect, None
        while True:
            try:
                body = _tried(endpoint, client, _request(endpoint, messages, asked, schema, seed, max_tokens), deadline)
            except _BadRequest as refused:
                first_complaint = first_complaint or refused.complaint
                simpler = asked.simpler(refused.complaint)
                if simpler is None:
                    said = redacted(first_complaint, endpoint.key) or "no reason given"
                    raise JudgeFault("bad-request", f"the server refuses the request: {said}", _SETTINGS) from None
                asked = simpler
                continue
            return _completion(body, asked, endpoint)

    return _within(deadline, endpoint, ask, client.close)


class _BadRequest(Exception):
    def __init__(self, complaint: str) -> None:
        super().__init__(complaint)
        self.complaint = complaint


def _client(endpoint: Endpoint) -> Any:
    import openai

    return openai.OpenAI(
        api_key=endpoint.key or NO_KEY,
        base_url=endpoint.url,
        timeout=endpoint.timeout_s,
        max_retries=0,  # retried here, within one deadline
        # a redirect could carry the answer to a host that nobody chose
        http_client=openai.DefaultHttpxClient(follow_redirects=False, timeout=endpoint.timeout_s),
    )


def _request(
    endpoint: Endpoint, messages: Messages, dialect: Dialect, schema: dict[str, Any] | None, seed: int, most: int | None
) -> dict[str, Any]:
    request: dict[str, Any] = {"model": endpoint.model, "messages": messages}
    if dialect.temperature:
        request["temperature"] = 0
    if dialect.seed:
        request["seed"] = seed
    if most is not None:
        request["max_tokens"] = most
    if schema is not None and dialect.mode == "schema":
        request["response_format"] = {
            "type": "json_schema",
            "json_schema": {"name": "verdicts", "strict": True, "schema": schema},
        }
    elif schema is not None and dialect.mode == "json":
        request["response_format"] = {"type": "json_object"}
    return request


def _tried(endpoint: Endpoint, client: Any, request: dict[str, Any], deadline: float) -> bytes:
    """The body of a good answer; 429 and 5xx are waited out where the deadline allows."""
    import openai

    for attempt in range(_TRIES):
        try:
            return _once(client, request, deadline)
        except openai.APIStatusError as error:
            wait = _wait_s(error, attempt)
            if wait is None or attempt + 1 == _TRIES or time.monotonic() + wait >= deadline:
                raise _status_fault(error, endpoint) from None
            time.sleep(wait)
        except openai.APITimeoutError:
            raise _too_slow(endpoint) from None
        except openai.APIConnectionError as error:
            raise _connection_fault(error, endpoint) from None
        except openai.OpenAIError as error:
            said = redacted(str(error), endpoint.key)
            raise JudgeFault("connection", f"the call failed: {said}", _SETTINGS) from None
    raise AssertionError("unreachable")


def _once(client: Any, request: dict[str, Any], deadline: float) -> bytes:
    with client.chat.completions.with_streaming_response.create(**request) as response:
        parts: list[bytes] = []
        size = 0
        for part in response.iter_bytes():
            size += len(part)
            if size > LARGEST_REPLY:
                raise JudgeFault("too-large", f"the reply is larger than {LARGEST_REPLY:,} bytes", _SETTINGS)
            if time.monotonic() > deadline:
                raise TimeoutError
            parts.append(part)
        return b"".join(parts)


def _wait_s(error: Any, attempt: int) -> float | None:
    """How long to wait before the next try; None where another try is pointless."""
    status = error.status_code
    if status == 429:
        named = error.response.headers.get("retry-after", "")
        try:
            return max(0.0, float(named))
        except ValueError:
            return _BACKOFF_S[min(attempt, 1)]
    return _BACKOFF_S[min(attempt, 1)] if status >= 500 else None


def _status_fault(error: Any, endpoint: Endpoint) -> Exception:
    status, headers = error.status_code, error.response.headers
    said = redacted(_complaint(error), endpoint.key)
    told = f" ({said})" if said else ""
    if status in (301, 302, 303, 307, 308):
        target = redacted(headers.get("location", "elsewhere"), endpoint.key)
        return JudgeFault(
            "redirect", f"{endpoint.host} redirects to {target}, which is not followed",
            "set judge_url to the final address",
        )  # fmt: skip
    if status in (401, 403):
        if endpoint.key:
            return JudgeFault(
                "wrong-key", f"{endpoint.host} does not accept the key ({status})", "check OPENAI_API_KEY"
            )
        return JudgeFault(
            "wrong-key", f"{endpoint.host} wants a key ({status})",
            "set OPENAI_API_KEY, and name the server in your own config file, not only in a folder's llmprep.toml",
        )  # fmt: skip
    if status == 429:
        after = headers.get("retry-after", "")
        wait = f", try again in {after} s" if after.isdigit() else ""
        return JudgeFault("rate-limited", f"{endpoint.host} is over its limit{wait}{told}", _RETRY)
    if status == 404:
        return JudgeFault("not-found", f"{endpoint.url} has no such model or address (404){told}", _SETTINGS)
    if status in (400, 415, 422):
        return _BadRequest(_complaint(error) or f"status {status}")
    if status >= 500:
        return JudgeFault("server-error", f"{endpoint.host} fails with status {status}{told}", _RETRY)
    return JudgeFault("bad-request", f"{endpoint.host} answers with status {status}{told}", _SETTINGS)


def _complaint(error: Any) -> str:
    body = error.body
    if isinstance(body, dict):
        inner = body.get("error", body)
        if isinstance(inner, dict):
            return " ".join(str(inner[k]) for k in ("message", "param", "detail") if inner.get(k))
        return str(inner)
    return str(body or "")


def _connection_fault(error: BaseException, endpoint: Endpoint) -> JudgeFault:
    seen: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in seen:
        seen.append(cause)
        cause = cause.__cause__ or cause.__context__
    text = " ".join(str(c) for c in seen).casefold()
    if (
        any(isinstance(c, socket.gaierror) for c in seen)
        or "name or service" in text
        or "nodename" in text
        or ("getaddrinfo" in text or "name resolution" in text)
    ):
        return JudgeFault("unknown-host", f"no host is called {endpoint.host}", "check judge_url and the network")
    if any(isinstance(c, ConnectionRefusedError) for c in seen) or "refused" in text:
        return JudgeFault("refused", f"nothing listens at {endpoint.host}", "start the server, or check judge_url")
    if any(isinstance(c, ssl.SSLError) for c in seen) or "certificate" in text or "ssl" in text:
        return JudgeFault(
            "connection", f"the secure connection to {endpoint.host} failed", "check judge_url (http or https?)"
        )
    return JudgeFault("connection", f"the connection to {endpoint.host} broke", "check judge_url and the network")


def _too_slow(endpoint: Endpoint) -> JudgeFault:
    return JudgeFault(
        "timeout", f"{endpoint.host} gave no full answer within {endpoint.timeout_s:g} s",
        "`llmprep judge retry` asks again; judge_timeout_s sets the time",
    )  # fmt: skip


def _completion(body: bytes, dialect: Dialect, endpoint: Endpoint) -> Completion:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or "choices" not in data:
        if isinstance(data, dict) and data.get("error"):  # some gateways report errors with status 200
            error = data["error"]
            message = error.get("message", "") if isinstance(error, dict) else error
            said = redacted(str(message), endpoint.key)
            raise JudgeFault("server-error", f"{endpoint.host} reports an error: {said}", _RETRY)
        if body[:1] == b"{" and data is None:
            raise JudgeFault("truncated", "the server's answer breaks off in the middle", _RETRY)
        raise JudgeFault("not-chat", f"what answers at {endpoint.url} is no chat API", _SETTINGS)
    choices = data["choices"]
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(choice, dict) or not isinstance(message, dict):
        raise JudgeFault("empty", "the reply holds no choice", _RETRY)
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
        raise JudgeFault("empty", "the reply is empty", _RETRY)
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


def _within(
    deadline: float, endpoint: Endpoint, work: Callable[[], Completion], cancel: Callable[[], None]
) -> Completion:
    """Run `work` in a thread until the deadline; whatever ends it early closes the connection."""
    outcome: list[Completion | BaseException] = []

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as error:
            outcome.append(error)

    thread = threading.Thread(target=run, name="llmprep-judge", daemon=True)
    thread.start()
    try:
        while thread.is_alive() and time.monotonic() < deadline:
            thread.join(min(0.1, max(0.01, deadline - time.monotonic())))
    except KeyboardInterrupt:
        raise JudgeFault("interrupted", "stopped before it had answered", _RETRY) from None
    finally:
        threading.Thread(target=_quietly, args=(cancel,), daemon=True).start()
    if not outcome or isinstance(outcome[0], TimeoutError):
        raise _too_slow(endpoint)
    result = outcome[0]
    if isinstance(result, JudgeFault):
        raise result
    if isinstance(result, Completion):
        return result
    # whatever else a broken server can cause inside the client; never with its text, which may hold the key
    raise JudgeFault("connection", f"the call to {endpoint.host} failed ({type(result).__name__})", _SETTINGS)


def _quietly(cancel: Callable[[], None]) -> None:
    try:
        cancel()
    except Exception:
        return
