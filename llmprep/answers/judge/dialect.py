"""What a server understands: how it is asked for JSON, and which sampling settings it takes.

Found out by asking: a refused parameter is left out from then on, and what worked is remembered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

Mode = Literal["schema", "json", "plain"]
_LESS: dict[Mode, Mode] = {"schema": "json", "json": "plain"}


@dataclass(frozen=True)
class Dialect:
    """schema: structured output by JSON schema; json: JSON mode; plain: only the prompt asks for JSON."""

    mode: Mode = "schema"
    temperature: bool = True
    seed: bool = True

    def simpler(self, complaint: str) -> Dialect | None:
        """The dialect to try after a bad-request answer; None where nothing is left to leave out."""
        said = complaint.casefold()
        if self.temperature and re.search(r"\btemperature\b", said):
            return replace(self, temperature=False)
        if self.seed and re.search(r"\bseed\b", said):
            return replace(self, seed=False)
        if self.mode in _LESS:
            return replace(self, mode=_LESS[self.mode])
        return None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def dialect_from(stored: object) -> Dialect:
    """A remembered dialect; the fullest one where nothing sensible was remembered."""
    if isinstance(stored, Mapping) and stored.get("mode") in ("schema", "json", "plain"):
        return Dialect(stored["mode"], bool(stored.get("temperature", True)), bool(stored.get("seed", True)))
    return Dialect()
