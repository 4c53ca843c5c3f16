"""Text from a stranger, made harmless to show."""

from __future__ import annotations

import re

_ESCAPES = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])|[\x00-\x08\x0b-\x1f\x7f-\x9f]"
)
_STEERING = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ue000-\uf8ff]")


def clean(text: str) -> str:
    """Text from a stranger without anything that steers a terminal."""
    return _STEERING.sub("", _ESCAPES.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
