"""What a pattern is once it was read: a tree of words, numbers and expressions, and how they are joined."""

from __future__ import annotations

import re
from dataclasses import dataclass

from llmprep.answers.numbers import Reading


class PatternError(ValueError):
    """A pattern that cannot be read. `column` counts from 1."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(f"{message} (column {column})")
        self.message, self.column = message, column


@dataclass(frozen=True)
class Term:
    """One word to look for; a prefix is looked for at the start of words."""

    form: str
    stem: str
    prefix: bool = False


@dataclass(frozen=True)
class Phrase:
    """Words that stand next to each other, in this order; one word is the shortest phrase."""

    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Number:
    meant: Reading


@dataclass(frozen=True)
class Regex:
    compiled: re.Pattern[str]


@dataclass(frozen=True)
class All:
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Either:
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Chain:
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Near:
    part: Node
    words: int


@dataclass(frozen=True)
class Modified:
    """`how` is `not`, `any` or `without`."""

    how: str
    part: Node


Node = Phrase | Number | Regex | All | Either | Chain | Near | Modified
