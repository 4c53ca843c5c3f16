"""Reads the pattern language of free questions (docs/writing-questions.md, *Patterns*) into a tree."""

from __future__ import annotations

import re
from dataclasses import dataclass

from llmprep.answers import numbers
from llmprep.answers.lexicon import SMALL_WORDS
from llmprep.answers.normalize import Word, plain, read_words
from llmprep.answers.numbers import Reading
from llmprep.answers.stems import american


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

_CALL = r"(?<![A-Za-z])(?:sqrt|log2?|exp|softmax|max|min|[opqefPEOQ])\([^()]*\)"
_TOKEN = re.compile(
    rf"(?P<space>\s+)|(?P<arrow><?[-=]+>|⇒|→)|(?P<regex>/(?:[^/\\]|\\.)+/)|(?P<modifier>(?:not|any|without):)"
    rf"|(?P<equals>=(?=[\s)|]|$))|(?P<number>=\s?(?:\$)?[-+]?[\d.][^\s()|&>~]*)|(?P<near>~\d+)|(?P<sign>[()|&>])"
    rf"|(?P<atom>(?:{_CALL}|[^\s()|&>~])+)"
)
_NUMBER = re.compile(
    r"=\s?(\$?)((?:[-+]?[\d.,]*\d)(?:e[-+]?\d+)?(?:(?:\*|x|×)10\^-?\d+|\^-?\d+)?)(?:_?([A-Za-z%$/×]+))?$"
)
_DEEPEST = 20


def parse(source: str) -> tuple[Node, ...]:
    """The `&`-parts of a pattern, each of which one sentence must satisfy. Raises PatternError."""
    return _Parser(source).whole()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens: list[tuple[str, str, int]] = []
        self.at = 0
        self.depth = 0
        place = 0
        while place < len(source):
            found = _TOKEN.match(source, place)
            if found is None:
                what = source[place]
                hint = "; nearness is written `(a b)~6`" if what == "~" else ""
                raise PatternError(f"{what!r} is not understood here{hint}", place + 1)
            kind = found.lastgroup or ""
            if kind not in ("space", "arrow"):
                self.tokens.append((kind, found[0], place + 1))
            place = found.end()

    def whole(self) -> tuple[Node, ...]:
        if not self.tokens:
            raise PatternError("the pattern is empty", 1)
        parts = [self._either()]
        while self._sign("&"):
            parts.append(self._either())
        if self.at < len(self.tokens):
            _, text, column = self.tokens[self.at]
            why = "this `)` closes nothing" if text == ")" else f"{text!r} is not understood here"
            raise PatternError(why, column)
        if all(isinstance(p, Modified) and p.how == "without" for p in parts):
            raise PatternError("`without:` alone finds nothing; add what must be there", 1)
        return tuple(parts)

    def _either(self) -> Node:
        parts = [self._side_by_side()]
        while self._sign("|"):
            parts.append(self._side_by_side())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _side_by_side(self) -> Node:
        chains: list[list[Node]] = []
        while True:
            kind, text, column = self._peek()
            if text == ">" and kind == "sign":
                if not chains:
                    raise PatternError("nothing stands before `>`", column)
                self.at += 1
                chains[-1].append(self._modified())
            elif kind == "" or (kind == "sign" and text in ")|&"):
                break
            else:
                chains.append([self._modified()])
        if not chains:
            _, text, column = self._peek()
            raise PatternError(
                f"something to look for is missing before {text!r}" if text else "something is missing here",
                column,
            )
        parts = [c[0] if len(c) == 1 else Chain(tuple(c)) for c in chains]
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _modified(self) -> Node:
        kind, text, column = self._peek()
        if kind == "modifier":
            self.at += 1
            if self._peek()[0] == "modifier":
                raise PatternError("one modifier is enough", self._peek()[2])
            return Modified(text[:-1], self._modified())
        node = self._atom()
        kind, text, column = self._peek()
        if kind == "near":
            self.at += 1
            if int(text[1:]) < 1:
                raise PatternError("`~` needs a number of words, such as `~6`", column)
            node = Near(node, int(text[1:]))
        return node

    def _atom(self) -> Node:
        kind, text, column = self._peek()
        if kind == "sign" and text == "(":
            self.at += 1
            self.depth += 1
            if self.depth > _DEEPEST:
                raise PatternError(f"brackets are nested more than {_DEEPEST} deep", column)
            if self._peek()[1] == ")":
                raise PatternError("the brackets are empty", column)
            inner = self._either()
            if self._peek()[1] == "&":
                raise PatternError("`&` joins whole patterns and cannot stand in brackets", self._peek()[2])
            if not self._sign(")"):
                raise PatternError("this `(` is never closed", column)
            self.depth -= 1
            return inner
        if kind in ("atom", "number", "regex", "equals"):
            self.at += 1
            if kind == "regex":
                return _regex(text[1:-1], column)
            following = self._peek()
            if kind == "atom" and following[1] == "(" and following[2] == column + len(text):
                raise PatternError("put a space before `(`, or a `|` if an alternative is meant", following[2])
            return _number(text, column) if kind == "number" else _phrase(text, column)
        raise PatternError(
            f"something to look for is missing before {text!r}" if text else "the pattern breaks off", column
        )

    def _peek(self) -> tuple[str, str, int]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("", "", len(self.source) + 1)

    def _sign(self, sign: str) -> bool:
        if self._peek()[:2] == ("sign", sign):
            self.at += 1
            return True
        return False


def _number(text: str, column: int) -> Node:
    found = _NUMBER.match(text)
    reading = numbers.read(found[2]) if found else None
    scaled = numbers.read(found[2] + found[3]) if found and found[3] else None
    if found is None or reading is None:
        raise PatternError(f"{text!r} is no number; write `=2.77`, `=1e12` or `=16GiB`", column)
    if scaled is not None:
        return Number(scaled)
    unit = numbers.unit_of(found[3] or found[1] or "")
    return Number(Reading(reading.value, reading.digits, reading.whole, unit))


def _phrase(text: str, column: int) -> Node:
    for sign in "\"'":
        if sign in text and not re.search(r"\w'\w", text):
            raise PatternError("quotes are no part of a pattern; a phrase is written with_underscores", column)
    if text == "=":
        return Phrase((Term("=", "="),))
    if text.startswith("="):
        raise PatternError(f"{text!r} is no number; write `=2.77`, `=1e12` or `=16GiB`", column)
    prefix = text.endswith("*") and len(text) > 1
    bare = text[:-1] if prefix else text
    words = read_words(bare).words
    terms = [Term(w.form, w.stem) for w in words]
    if prefix:
        last = _last_typed(bare)
        if len(last) < 2:
            raise PatternError(f"{text!r}: a beginning needs two letters or more before the `*`", column)
        terms = [Term(w.form, w.stem) for w in read_words(bare[: len(bare) - len(last)]).words]
        beginning = american(last)
        if beginning.endswith("is") and len(beginning) > 5:
            beginning = beginning[:-2] + "iz"
        terms.append(Term(beginning, beginning, prefix=True))
    kept = tuple(t for t in terms if t.form not in SMALL_WORDS or t.prefix) or tuple(terms)
    if not kept:
        raise PatternError(f"{text!r} holds no word to look for", column)
    return Phrase(kept)


def _last_typed(text: str) -> str:
    found = re.search(r"[^\W_]+$", plain(text))
    return found[0] if found else ""


def _regex(source: str, column: int) -> Node:
    try:
        compiled = re.compile(source)
    except (re.error, RecursionError, OverflowError) as error:
        raise PatternError(f"/{source}/ is no regular expression: {error}", column) from None
    if compiled.match(""):
        raise PatternError(f"/{source}/ matches anything", column)
    if _may_run_away(source):
        raise PatternError(f"/{source}/ repeats a repetition, which can take for ever; write it flat", column)
    return Regex(compiled)


def _may_run_away(source: str) -> bool:
    """Whether one unbounded repetition stands inside another, or a group is looked back at."""
    from re import _constants as codes  # type: ignore[attr-defined]
    from re import _parser  # type: ignore[attr-defined]

    repeats = (codes.MAX_REPEAT, codes.MIN_REPEAT)

    def walk(tree: object, inside: bool) -> bool:
        for op, argument in tree:  # type: ignore[attr-defined]
            if op is codes.GROUPREF:
                return True
            if op in repeats:
                _, most, body = argument
                many = most == codes.MAXREPEAT or most > 50
                if (many and inside) or walk(body, inside or many):
                    return True
            elif op is codes.SUBPATTERN:
                if walk(argument[-1], inside):
                    return True
            elif op is codes.BRANCH:
                if any(walk(branch, inside) for branch in argument[1]):
                    return True
            elif op in (codes.ASSERT, codes.ASSERT_NOT) and walk(argument[1], inside):
                return True
        return False

    return walk(_parser.parse(source), False)


def words_of(node: Node) -> list[Term]:
    """All words that a part of a pattern looks for, those that must be absent included."""
    if isinstance(node, Phrase):
        return list(node.terms)
    if isinstance(node, All | Either | Chain):
        return [term for part in node.parts for term in words_of(part)]
    if isinstance(node, Near | Modified):
        return words_of(node.part)
    return []


__all__ = [
    "All",
    "Chain",
    "Either",
    "Modified",
    "Near",
    "Node",
    "Number",
    "PatternError",
    "Phrase",
    "Regex",
    "Term",
    "Word",
    "parse",
    "words_of",
]
