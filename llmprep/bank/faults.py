"""What is wrong with a bank, in plain words: one fault, and pydantic's messages rewritten."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from llmprep.bank.model import (
    Choice,
    Cloze,
    Free,
    Gap,
    Given,
    Numeric,
    Option,
    Order,
    Point,
    RedFlag,
    WrongFormula,
)

BY_KIND: dict[str, type[BaseModel]] = {
    "free": Free, "choice": Choice, "numeric": Numeric, "order": Order, "cloze": Cloze,
}  # fmt: skip
_PARTS: dict[str, type[BaseModel]] = {
    "points": Point, "red_flags": RedFlag, "options": Option, "given": Given, "mistakes": WrongFormula,
    "gaps": Gap,
}  # fmt: skip
_NAMES = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "list": "a list",
}
_NAMES |= {"dict": "a mapping", "NoneType": "nothing"}


@dataclass(frozen=True)
class Fault:
    """One fault of a bank; `where` is "path:line", `id` the question's id or empty."""

    severity: Literal["error", "warning"]
    where: str
    id: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.where, self.id, self.message) if part)


def field_name(loc: tuple[str | int, ...]) -> str:
    """`('points', 0, 'match', 2)` as `points[1].match[3]`, counting from 1 as people do."""
    out = ""
    for step in loc:
        out += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if out else step
    return out or "the question"


def plain_errors(kind: str, errors: list[Any]) -> list[tuple[tuple[str | int, ...], str]]:
    """pydantic's errors about one question as (place, sentence), each place once."""
    out: dict[tuple[str | int, ...], str] = {}
    for error in errors:
        loc = tuple(error["loc"])
        if "one_of" in loc or (loc and loc[0] == "rows"):  # a union: pydantic reports each of its types
            loc = loc[:-1] if loc and loc[-1] in ("float", "int", "str", "constrained-str") else loc
            if loc != tuple(error["loc"]):
                out.setdefault(loc, f"`{field_name(loc)}` should be a number or text, not {_described(error['input'])}")
                continue
        if error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"]:
            continue  # it is long enough; pydantic left out the entries that have faults of their own
        if loc and loc[-1] == "[key]":
            loc = loc[:-1]
        out.setdefault(loc, _sentence(kind, loc, error))
    return list(out.items())


def _sentence(kind: str, loc: tuple[str | int, ...], error: Mapping[str, Any]) -> str:
    name, got, ctx = field_name(loc), error.get("input"), error.get("ctx", {})
    code = str(error["type"])
    if code == "missing":
        return f"`{name}` is missing"
    if code == "extra_forbidden":
        return _unknown_field(kind, loc)
    if code == "value_error":
        return str(ctx.get("error", error["msg"]))
    if code == "string_pattern_mismatch":
        return f"`{name}` should be kebab-case (small letters, digits and single hyphens), not {got!r}"
    if code == "string_too_short":
        return f"`{name}` is empty"
    if code == "string_type":
        quotes = "; put quotes around it" if isinstance(got, bool | int | float) else ""
        return f"`{name}` should be text, not {_described(got)}{quotes}"
    if code == "too_short":
        return f"`{name}` needs at least {ctx.get('min_length')} entries, it has {ctx.get('actual_length')}"
    if code == "too_long":
        return f"`{name}` may have at most {ctx.get('max_length')} entries"
    for key, words in (("ge", "at least"), ("le", "at most"), ("gt", "more than"), ("lt", "less than")):
        if key in ctx:
            return f"`{name}` should be {words} {ctx[key]:g}, not {got}"
    wanted = {
        "tuple_type": "a list (`- ...` a line, or `[a, b]`)", "dict_type": "a mapping (`name: value`)",
        "model_type": "a mapping (`field: value`)", "int_from_float": "a whole number",
        "bool_type": "true or false", "bool_parsing": "true or false",
        "literal_error": str(ctx.get("expected", "")),
    }  # fmt: skip
    for start, words in (("int", "a whole number"), ("float", "a number"), ("finite", "a finite number")):
        if code.startswith(start):
            wanted.setdefault(code, words)
    if code in wanted:
        return f"`{name}` should be {wanted[code]}, not {_described(got)}"
    return f"`{name}`: {error['msg']}"


def _unknown_field(kind: str, loc: tuple[str | int, ...]) -> str:
    model = BY_KIND[kind]
    for step in loc[:-1]:
        model = _PARTS.get(str(step), model)
    known = [f for f in model.model_fields if f not in ("where", "topic")]
    word = str(loc[-1])
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    would = f"did you mean `{near[0]}`?" if near else f"the fields here are {', '.join(known)}"
    of = f"a {kind} question" if len(loc) == 1 else "this"
    return f"`{field_name(loc)}` is not a field of {of}; {would}"


def _described(value: object) -> str:
    name = _NAMES.get(type(value).__name__, type(value).__name__)
    return name if isinstance(value, list | dict) or value is None else f"{name} ({value!r})"
