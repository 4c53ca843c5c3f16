"""Why each line of a reference is there: `walkthrough.yaml` beside it, a list of

    - at: "scores = q @ k"     # how a line of the reference begins
      why: what that line, and those after it up to the next `at`, are for

in the order of the reference. Functions and classes begin a part of their own, which needs no reason.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from llmprep.drills.catalogue import Drill, read_checked
from llmprep.errors import UserError

NAME = "walkthrough.yaml"
LONGEST = 8
"""Statement lines that one reason may cover."""


class Reason(BaseModel):
    """One entry of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    at: Annotated[str, Field(min_length=3)]
    why: Annotated[str, Field(min_length=20, max_length=420)]


@dataclass(frozen=True)
class Part:
    """Consecutive lines of a reference and why they are there; no reason for imports and headers."""

    code: str
    why: str = ""


def read_walkthrough(drill: Drill) -> tuple[Part, ...]:
    """The parts of a drill's reference in order; empty where the drill has no walkthrough.

    Raises UserError that names file and entry, where an entry points at no line or a line is left without a reason.
    """
    path = drill.folder / NAME
    if not path.is_file():
        return ()
    return tuple(parts(drill.reference, read_checked(path, TypeAdapter(list[Reason]).validate_python, "entry "), path))


def parts(source: str, reasons: Sequence[Reason], path: Path) -> Iterator[Part]:
    """Cut a reference at the lines that the reasons name and at its functions and classes."""
    lines = source.rstrip().splitlines()
    why_at: dict[int, str] = {}
    after = 0
    for number, reason in enumerate(reasons):
        found = next((i for i in range(after, len(lines)) if lines[i].strip().startswith(reason.at)), None)
        if found is None:
            raise UserError(f"{path}: entry {number}: no line after line {after} of the reference begins `{reason.at}`")
        why_at[found], after = reason.why, found + 1
    headers, statements = _layout(ast.parse(source))
    cuts = sorted({0, *why_at, *headers})
    begins = [_above(lines, cut) for cut in cuts]
    for cut, start, end in zip(cuts, begins, [*begins[1:], len(lines)], strict=True):
        covered = [i for i in range(start, end) if i in statements]
        why = why_at.get(cut, "")
        if covered and not why:
            raise UserError(
                f"{path}: line {covered[0] + 1} of the reference has no reason: `{lines[covered[0]].strip()}`"
            )
        if len(covered) > LONGEST:
            raise UserError(f"{path}: one reason for {len(covered)} lines from line {start + 1} (at most {LONGEST})")
        yield Part("\n".join(lines[start:end]).strip("\n"), why)


def _above(lines: Sequence[str], cut: int) -> int:
    """The first of the comment lines that belong to the line at a cut."""
    while cut and lines[cut - 1].strip().startswith("#"):
        cut -= 1
    return cut


def _layout(tree: ast.Module) -> tuple[set[int], set[int]]:
    """The lines (from 0) at which functions and classes of a module or class begin, and those of statements."""
    headers: set[int] = set()
    statements: set[int] = set()

    def visit(body: Sequence[ast.stmt], outer: bool) -> None:
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                if outer:
                    headers.add(min([node.lineno, *(d.lineno for d in node.decorator_list)]) - 1)
                visit(node.body, outer and isinstance(node, ast.ClassDef))
            elif not _is_silent(node):
                statements.update(range(node.lineno - 1, node.end_lineno or node.lineno))

    visit(tree.body, True)
    return headers, statements


def _is_silent(node: ast.stmt) -> bool:
    """Imports and docstrings need no reason."""
    docstring = (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    )
    return docstring or isinstance(node, ast.Import | ast.ImportFrom)
