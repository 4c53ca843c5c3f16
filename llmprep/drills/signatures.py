"""The names of a function's positional parameters, for messages."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any


def parameter_names(name: str, of: str, namespace: Mapping[str, Any]) -> list[str]:
    """The reference's names for positional arguments of a function or class; empty for methods."""
    target = namespace.get(name)
    if of or target is None:
        return []
    try:
        return list(inspect.signature(target).parameters)
    except (TypeError, ValueError):
        return []
