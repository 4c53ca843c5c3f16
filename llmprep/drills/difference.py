"""Where two plain values part: the first place at which they differ, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch

from llmprep.drills.compare import clip


@dataclass(frozen=True)
class Parting:
    """where: in words, such as "[2]" or "character 8". expected, got: the parts there, as text; None where one ends."""

    where: str
    expected: str | None
    got: str | None

    @property
    def words(self) -> str:
        """What differs, as people say it."""
        if self.expected is None:
            return f"{self.where}: {self.got} is too much"
        if self.got is None:
            return f"{self.where}: {self.expected} is missing"
        return f"{self.where}: {self.expected}, not {self.got}"


def parting(expected: Any, got: Any) -> Parting | None:
    """The first place at which two plain values of one kind differ; None where they differ as a whole or hold tensors."""
    if isinstance(expected, str | bytes) and type(got) is type(expected):
        return _in_text(expected, got)
    if isinstance(expected, list | tuple) and isinstance(got, list | tuple):
        return _in_items(expected, got)
    if isinstance(expected, dict) and isinstance(got, dict):
        return _in_dict(expected, got)
    return None


def _in_text(expected: str | bytes, got: str | bytes) -> Parting | None:
    if expected == got:
        return None
    at = next((i for i, (a, b) in enumerate(zip(expected, got, strict=False)) if a != b), min(len(expected), len(got)))
    unit = "character" if isinstance(expected, str) else "byte"
    parts = [repr(v[at : at + 1]) if at < len(v) else None for v in (expected, got)]
    return Parting(f"{unit} {at}", *parts)


def _in_items(expected: Sequence[Any], got: Sequence[Any]) -> Parting | None:
    for i, (a, b) in enumerate(zip(expected, got, strict=False)):
        if isinstance(a, torch.Tensor) or isinstance(b, torch.Tensor):
            return None
        if not _same(a, b):
            deeper = parting(a, b)
            return _below(f"[{i}]", deeper) if deeper else Parting(f"[{i}]", clip(a, 60), clip(b, 60))
    if len(expected) == len(got):
        return None
    at = min(len(expected), len(got))
    return Parting(f"[{at}]", *(clip(v[at], 60) if at < len(v) else None for v in (expected, got)))


def _below(key: str, parting: Parting) -> Parting:
    """A parting of a part, seen from the whole."""
    joint = "" if parting.where.startswith("[") else ", "
    return Parting(f"{key}{joint}{parting.where}", parting.expected, parting.got)


def _in_dict(expected: dict[Any, Any], got: dict[Any, Any]) -> Parting | None:
    for key in (*expected, *(k for k in got if k not in expected)):
        if key not in expected or key not in got:
            texts = (clip(d[key], 60) if key in d else None for d in (expected, got))
            return Parting(f"[{clip(key, 40)}]", *texts)
        if isinstance(expected[key], torch.Tensor) or isinstance(got[key], torch.Tensor):
            return None
        if not _same(expected[key], got[key]):
            deeper = parting(expected[key], got[key])
            where = f"[{clip(key, 40)}]"
            return _below(where, deeper) if deeper else Parting(where, clip(expected[key], 60), clip(got[key], 60))
    return None


def _same(a: Any, b: Any) -> bool:
    """Equal as a reader sees it: numbers that are close count as equal, a tuple as a list."""
    if isinstance(a, float) and isinstance(b, float | int) and not isinstance(b, bool):
        return a == b or (a != a and b != b) or abs(a - b) <= 1e-9 * max(abs(a), abs(b))
    if isinstance(a, list | tuple) and isinstance(b, list | tuple):
        return len(a) == len(b) and all(map(_same, a, b))
    try:
        return bool(type(a) is type(b) and a == b)
    except (RuntimeError, TypeError, ValueError, OverflowError):  # tensors further down
        return a is b
