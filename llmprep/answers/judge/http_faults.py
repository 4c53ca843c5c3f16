"""What a failed call means, told from statuses and exceptions, with nothing in it that could be a key."""

from __future__ import annotations

import socket
import ssl
from typing import Any

from llmprep.answers.judge.endpoint import Endpoint
from llmprep.answers.judge.faults import RETRY, SETTINGS, JudgeFault, redacted


class BadRequest(Exception):
    """The server refuses the request as it is; a simpler one may do."""

    def __init__(self, complaint: str) -> None:
        super().__init__(complaint)
        self.complaint = complaint


def status_fault(error: Any, endpoint: Endpoint) -> JudgeFault | BadRequest:
    """What an answer with an error status means."""
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
        return JudgeFault("rate-limited", f"{endpoint.host} is over its limit{wait}{told}", RETRY)
    if status == 404:
        return JudgeFault("not-found", f"{endpoint.url} has no such model or address (404){told}", SETTINGS)
    if status in (400, 415, 422):
        return BadRequest(_complaint(error) or f"status {status}")
    if status >= 500:
        return JudgeFault("server-error", f"{endpoint.host} fails with status {status}{told}", RETRY)
    return JudgeFault("bad-request", f"{endpoint.host} answers with status {status}{told}", SETTINGS)


def _complaint(error: Any) -> str:
    body = error.body
    if isinstance(body, dict):
        inner = body.get("error", body)
        if isinstance(inner, dict):
            return " ".join(str(inner[k]) for k in ("message", "param", "detail") if inner.get(k))
        return str(inner)
    return str(body or "")


def connection_fault(error: BaseException, endpoint: Endpoint) -> JudgeFault:
    """What kept the connection from being made, or broke it."""
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


def too_slow(endpoint: Endpoint) -> JudgeFault:
    """The time was up."""
    return JudgeFault(
        "timeout", f"{endpoint.host} gave no full answer within {endpoint.timeout_s:g} s",
        "`llmprep judge retry` asks again; judge_timeout_s sets the time",
    )  # fmt: skip
