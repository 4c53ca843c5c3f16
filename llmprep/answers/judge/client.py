"""One chat completion over HTTP, bounded in time and size: the only module that talks to `openai`.

The call runs in a thread of its own, so that a deadline and Ctrl-C end it whatever the server does: dripping a byte a
second, never answering, or answering without end.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from llmprep.answers.judge.dialect import Dialect
from llmprep.answers.judge.endpoint import NO_KEY, Endpoint
from llmprep.answers.judge.faults import RETRY, SETTINGS, JudgeFault, redacted
from llmprep.answers.judge.http_faults import BadRequest, connection_fault, status_fault, too_slow
from llmprep.answers.judge.prompt import Messages
from llmprep.answers.judge.reply_body import Completion, completion_in

LARGEST_REPLY = 2_000_000
SEED = 20_240_607
_TRIES = 3
_BACKOFF_S = (0.5, 1.5)


def complete(
    endpoint: Endpoint,
    messages: Messages,
    *,
    dialect: Dialect,
    schema: dict[str, Any] | None = None,
    seed: int = SEED,
) -> Completion:
    """Ask once, within `endpoint.timeout_s` in all. Raises JudgeFault for everything that can go wrong.

    Answers 429 and 5xx are tried again where time allows. Where the server refuses a parameter, the call is
    repeated without it, and the dialect that worked is returned.
    """
    client = _client(endpoint)
    deadline = time.monotonic() + endpoint.timeout_s

    def ask() -> Completion:
        asked, first_complaint = dialect, None
        while True:
            try:
                body = _tried(endpoint, client, _request(endpoint, messages, asked, schema, seed), deadline)
            except BadRequest as refused:
                first_complaint = first_complaint or refused.complaint
                simpler = asked.simpler(refused.complaint)
                if simpler is None:
                    said = redacted(first_complaint, endpoint.key) or "no reason given"
                    raise JudgeFault("bad-request", f"the server refuses the request: {said}", SETTINGS) from None
                asked = simpler
                continue
            return completion_in(body, asked, endpoint)

    return _within(deadline, endpoint, ask, client.close)


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
    endpoint: Endpoint, messages: Messages, dialect: Dialect, schema: dict[str, Any] | None, seed: int
) -> dict[str, Any]:
    request: dict[str, Any] = {"model": endpoint.model, "messages": messages}
    if dialect.temperature:
        request["temperature"] = 0
    if dialect.seed:
        request["seed"] = seed
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
                raise status_fault(error, endpoint) from None
            time.sleep(wait)
        except openai.APITimeoutError:
            raise too_slow(endpoint) from None
        except openai.APIConnectionError as error:
            raise connection_fault(error, endpoint) from None
        except openai.OpenAIError as error:
            said = redacted(str(error), endpoint.key)
            raise JudgeFault("connection", f"the call failed: {said}", SETTINGS) from None
    raise AssertionError("unreachable")


def _once(client: Any, request: dict[str, Any], deadline: float) -> bytes:
    with client.chat.completions.with_streaming_response.create(**request) as response:
        parts: list[bytes] = []
        size = 0
        for part in response.iter_bytes():
            size += len(part)
            if size > LARGEST_REPLY:
                raise JudgeFault("too-large", f"the reply is larger than {LARGEST_REPLY:,} bytes", SETTINGS)
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
        answered = list(outcome)  # before the connection is closed: the error that this causes is no answer
    except KeyboardInterrupt:
        raise JudgeFault("interrupted", "stopped before it had answered", RETRY) from None
    finally:
        threading.Thread(target=_quietly, args=(cancel,), daemon=True).start()
    if not answered or isinstance(answered[0], TimeoutError):
        raise too_slow(endpoint)
    result = answered[0]
    if isinstance(result, JudgeFault):
        raise result
    if isinstance(result, Completion):
        return result
    # whatever else a broken server can cause inside the client; never with its text, which may hold the key
    raise JudgeFault("connection", f"the call to {endpoint.host} failed ({type(result).__name__})", SETTINGS)


def _quietly(cancel: Callable[[], None]) -> None:
    try:
        cancel()
    except Exception:
        return
