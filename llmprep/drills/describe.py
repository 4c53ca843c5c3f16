"""Plain values as JSON-able data: small tensors in full, large ones by statistics."""

from __future__ import annotations

import math
from typing import Any

import torch

from llmprep.drills.compare import clip, dtype_name
from llmprep.drills.script import Laid, Strange

SHOWN_ENTRIES = 64
"""Tensors of at most this many entries are shown in full."""
SHOWN_ITEMS = 40


def describe(value: Any) -> Any:
    """A value as JSON-able data: small tensors in full, large ones by statistics."""
    if isinstance(value, Laid):
        layout = {"layout": value.layout} if value.layout != "plain" else {}
        return describe_tensor(value.tensor) | layout
    if isinstance(value, torch.Tensor):
        return describe_tensor(value)
    if isinstance(value, Strange):
        return value.what
    if isinstance(value, float):
        return plain_number(value)
    if isinstance(value, list | tuple):
        shown = [describe(v) for v in value[:SHOWN_ITEMS]]
        return shown if len(value) <= SHOWN_ITEMS else [*shown, f"... {len(value) - SHOWN_ITEMS} more"]
    if isinstance(value, dict):
        return {clip(k, 60): describe(v) for k, v in list(value.items())[:SHOWN_ITEMS]}
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value if abs(value) < 2**63 else clip(value)
    return clip(value, 400)


def describe_tensor(tensor: torch.Tensor) -> dict[str, Any]:
    """Shape, dtype and either all values or statistics."""
    shown: dict[str, Any] = {"shape": list(tensor.shape), "dtype": dtype_name(tensor.dtype)}
    if tensor.numel() <= SHOWN_ENTRIES:
        shown["values"] = _numbers(tensor.tolist())
    else:
        flat = tensor.double().flatten()
        shown |= {
            "min": plain_number(float(flat.min())),
            "max": plain_number(float(flat.max())),
            "mean": plain_number(float(flat.mean())),
            "first": _numbers(tensor.flatten()[:5].tolist()),
        }
    return shown


def _numbers(values: Any) -> Any:
    if isinstance(values, list):
        return [_numbers(v) for v in values]
    return plain_number(values) if isinstance(values, float) else values


def plain_number(x: float) -> float | str:
    """A float that JSON can carry: NaN and infinities as text, others to 7 significant digits."""
    return float(f"{x:.7g}") if math.isfinite(x) else repr(x)
