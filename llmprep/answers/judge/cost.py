"""Tokens and money: counted by the server, by tiktoken where the server is silent, by length as a last resort."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from llmprep.config import Price

_CHARACTERS_A_TOKEN = 4
_A_MESSAGE = 4
_PATIENCE_S = 2.0


@dataclass(frozen=True)
class Usage:
    """Tokens of one or several calls. estimated: the server did not count them. cached: nothing was sent."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    estimated: bool = False
    cached: bool = False

    def as_json(self, price: Price | None = None) -> dict[str, Any]:
        """As `answer --json` shows it; `cost` in the currency of the configured price."""
        shown: dict[str, Any] = {
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": self.completion_tokens,
            "total_tokens": self.prompt_tokens + self.completion_tokens,
            "cached": self.cached,
        }
        if self.estimated:
            shown["estimated"] = True
        if price is not None:
            shown["cost"] = 0.0 if self.cached else cost(self, price)
        return shown


def cost(usage: Usage, price: Price) -> float:
    """What these tokens cost; prices are per million tokens."""
    return round((usage.prompt_tokens * price.input + usage.completion_tokens * price.output) / 1e6, 6)


def total(usages: Sequence[Usage]) -> Usage:
    """The tokens of several votes together: of those that were sent, or of all where none was (`cached`)."""
    sent = [u for u in usages if not u.cached]
    counted = sent or usages
    return Usage(
        sum(u.prompt_tokens for u in counted),
        sum(u.completion_tokens for u in counted),
        any(u.estimated for u in counted),
        bool(usages) and not sent,
    )


def count(model: str, texts: Sequence[str]) -> int:
    """About how many tokens these texts are for this model: by tiktoken where it has the model's tables at hand."""
    exact: list[int] = []
    # tiktoken fetches a missing table without a time limit; no one is to wait for that
    thread = threading.Thread(target=lambda: exact.append(_by_tiktoken(model, texts)), daemon=True)
    thread.start()
    thread.join(_PATIENCE_S)
    if exact and exact[0]:
        return exact[0]
    return sum(_A_MESSAGE + -(-len(text) // _CHARACTERS_A_TOKEN) for text in texts)


def _by_tiktoken(model: str, texts: Sequence[str]) -> int:
    try:
        import tiktoken

        encoding = tiktoken.encoding_for_model(model)
        return sum(_A_MESSAGE + len(encoding.encode(text, disallowed_special=())) for text in texts)
    except Exception:  # a model it does not know, or no network for its tables
        return 0
