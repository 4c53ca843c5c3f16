"""Which model is asked, where, and with which key: made of the settings and the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from llmprep.answers.judge.faults import JudgeFault

DEFAULT_URL = "https://api.openai.com/v1"
NO_KEY = "none"
"""What is sent to a server that wants no key: the protocol has no way to send nothing."""


@dataclass(frozen=True)
class Endpoint:
    """One model behind an OpenAI-compatible API. The key is never shown.

    timeout_s bounds one verdict from start to end, retries included.
    """

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout_s: float = 60.0

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc.rpartition("@")[2]


def endpoint_from(
    model: str | None, url: str | None, environment: Mapping[str, str], *, timeout_s: float, key_may_go: bool = True
) -> Endpoint:
    """The endpoint in force. Raises JudgeFault where the model, a usable URL or a needed key is missing.

    key_may_go: False for a URL that a folder's own config file names: a bank from strangers must not be able to
    send the learner's key to their server.
    """
    if not model:
        raise JudgeFault(
            "no-model", "no model is set", "give --judge-model MODEL, or set judge_model in the config file"
        )
    address = (url or environment.get("OPENAI_BASE_URL") or DEFAULT_URL).strip().rstrip("/")
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable:
        raise JudgeFault("bad-url", f"{address!r} is no web address", "give one such as http://localhost:11434/v1")
    key = (environment.get("OPENAI_API_KEY") or "").strip() or None
    if not key and parts.hostname == "api.openai.com":
        raise JudgeFault(
            "no-key", "OPENAI_API_KEY is not set", "set it, or give --judge-url for a server that needs no key"
        )
    return Endpoint(address, model, key if key_may_go else None, timeout_s)
