"""Reads the pattern language of free questions (docs/writing-questions.md, *Patterns*) into a tree."""

from __future__ import annotations

import re

from llmprep.answers.pattern_atoms import number_atom, phrase_atom, regex_atom
from llmprep.answers.pattern_tree import All, Chain, Either, Modified, Near, Node, PatternError

_CALL = r"(?<![A-Za-z])(?:sqrt|log2?|exp|softmax|max|min|[opqefPEOQ])\([^()]*\)"
_TOKEN = re.compile(
    rf"(?P<space>\s+)|(?P<arrow><?[-=]+>|⇒|→)|(?P<regex>/(?:[^/\\]|\\.)+/)|(?P<modifier>(?:not|any|without):)"
    rf"|(?P<equals>=(?=[\s)|]|$))|(?P<number>=\s?(?:\$)?[-+]?[\d.][^\s()|&>~]*)|(?P<near>~\d+)|(?P<sign>[()|&>])"
    rf"|(?P<atom>(?:{_CALL}|[^\s()|&>~])+)"
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
                return regex_atom(text[1:-1], column)
            following = self._peek()
            if kind == "atom" and following[1] == "(" and following[2] == column + len(text):
                raise PatternError("put a space before `(`, or a `|` if an alternative is meant", following[2])
            return number_atom(text, column) if kind == "number" else phrase_atom(text, column)
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
