"""What can go wrong when a model is asked, each in one line with what to do."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal[
    "no-model", "no-key", "bad-url", "wrong-key", "not-found", "unknown-host", "refused", "connection", "timeout",
    "rate-limited", "server-error", "bad-request", "redirect", "too-large", "not-chat", "empty", "truncated",
    "malformed", "refusal", "content-filter", "interrupted",
]  # fmt: skip
LASTING: frozenset[Kind] = frozenset(
    ("no-model", "no-key", "bad-url", "wrong-key", "not-found", "unknown-host", "refused", "connection", "timeout",
     "redirect", "not-chat")
)  # fmt: skip
"""Faults that the next question would meet too: within one session the endpoint is not asked again."""

RETRY = "`llmprep judge retry` asks again later"
OFFLINE = "the offline grade stands; `llmprep judge retry` asks once more"
SETTINGS = "check judge_url and judge_model; `llmprep judge status` tests them"
_SECRET = re.compile(r"\b(?:sk|pk|key|rk)-[A-Za-z0-9_*.-]{6,}|(?<=Bearer )\S+", re.IGNORECASE)
_LONGEST = 200


class JudgeFault(Exception):
    """The judge gave no usable verdict. `says` is what happened, `remedy` what to do."""

    def __init__(self, kind: Kind, says: str, remedy: str) -> None:
        super().__init__(says)
        self.kind, self.says, self.remedy = kind, says, remedy

    @property
    def lasting(self) -> bool:
        return self.kind in LASTING

    def line(self) -> str:
        """One line for the learner."""
        return f"LLM judge: {self.says}; {self.remedy}"


def redacted(text: str, key: str | None) -> str:
    """One short line of what a server said, with nothing in it that could be a key."""
    if key:
        text = text.replace(key, "***")
    text = _SECRET.sub("***", "".join(c if c.isprintable() else " " for c in text))
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
