"""The list of mutants that are right programs too, each with the reason: equivalent/<drill>.yaml, a list of

    - file: reference
      line: "if x < size:"
      change: "< size => <= size"
      why: both branches give the same where x equals size

with `nth: 2` for the second change of these words in lines of this text. Line numbers are not in it, so that edits
elsewhere keep it valid.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from tests.mutants.operators import Mutant

FOLDER = Path(__file__).parent / "equivalent"
Key = tuple[str, str, str, int]


class Entry(BaseModel):
    """One mutant that is equivalent, and why."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    file: str
    line: str
    change: str
    nth: Annotated[int, Field(ge=1)] = 1
    why: Annotated[str, Field(min_length=12)]

    @property
    def key(self) -> Key:
        return self.file, self.line, self.change, self.nth


def key(stem: str, mutant: Mutant) -> Key:
    """How the list names a mutant of a file."""
    return stem, mutant.text, mutant.change, mutant.nth


def known(drill: str) -> frozenset[Key]:
    """The equivalent mutants of a drill."""
    path = FOLDER / f"{drill}.yaml"
    if not path.is_file():
        return frozenset()
    entries = TypeAdapter(list[Entry]).validate_python(yaml.safe_load(path.read_text(encoding="utf-8")) or [])
    return frozenset(e.key for e in entries)


def stubs(survivors: Iterable[tuple[str, Mutant]]) -> str:
    """Entries for survivors, their reasons left open."""
    entries = []
    for stem, mutant in survivors:
        entry = {"file": stem, "line": mutant.text, "change": mutant.change}
        entries.append(entry | ({"nth": mutant.nth} if mutant.nth > 1 else {}) | {"why": ""})
    return str(yaml.safe_dump(entries, sort_keys=False, allow_unicode=True, width=10_000)) if entries else ""
