"""The names of positional parameters, for messages and for calls as a reader would write them."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import cache
from typing import Any

_NAMED = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


def parameter_names(name: str, of: str, namespace: Mapping[str, Any]) -> tuple[str, ...]:
    """The reference's names for positional arguments of a function or class, or of a method where `of` names an object.

    What class the object is of is not known here: a method is looked for in all classes of the reference.
    """
    if not of:
        return _positional(namespace.get(name))
    found = [method_names(c, name, namespace) for c in _classes(namespace)]
    named = [names for names in found if names]
    return named[0] if len(named) == 1 else ()


def method_names(cls: str, method: str, namespace: Mapping[str, Any]) -> tuple[str, ...]:
    """The reference's names for positional arguments of a method, without self."""
    target = getattr(namespace.get(cls), "forward" if _is_module(namespace.get(cls), method) else method, None)
    return _positional(target)[1:]


def _is_module(cls: Any, method: str) -> bool:
    """Whether calling an object of the class means its `forward`, as for a torch module."""
    return method == "__call__" and hasattr(cls, "forward")


def _classes(namespace: Mapping[str, Any]) -> list[str]:
    """The classes that the reference itself defines, imported ones left out."""
    home = namespace.get("__name__")
    return [n for n, v in namespace.items() if isinstance(v, type) and v.__module__ == home]


@cache
def _positional(target: Any) -> tuple[str, ...]:
    """Names of positional parameters; none where there is no signature."""
    if target is None:
        return ()
    try:
        parameters = inspect.signature(target).parameters.values()
    except (TypeError, ValueError):
        return ()
    return tuple(p.name for p in parameters if p.kind in _NAMED)
