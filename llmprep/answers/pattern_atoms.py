"""The smallest parts of a pattern: words and phrases, numbers, regular expressions."""

from __future__ import annotations

import re

from llmprep.answers import numbers
from llmprep.answers.lexicon import SMALL_WORDS
from llmprep.answers.normalize import plain, read_words
from llmprep.answers.numbers import Reading
from llmprep.answers.pattern_tree import Node, Number, PatternError, Phrase, Regex, Term
from llmprep.answers.stems import american

_NUMBER = re.compile(
    r"=\s?(\$?)((?:[-+]?[\d.,]*\d)(?:e[-+]?\d+)?(?:(?:\*|x|×)10\^-?\d+|\^-?\d+)?)(?:_?([A-Za-z%$/×]+))?$"
)


def number_atom(text: str, column: int) -> Node:
    """`=2.77`, `=1e12`, `=16GiB`. Raises PatternError."""
    found = _NUMBER.match(text)
    reading = numbers.read(found[2]) if found else None
    scaled = numbers.read(found[2] + found[3]) if found and found[3] else None
    if found is None or reading is None:
        raise PatternError(f"{text!r} is no number; write `=2.77`, `=1e12` or `=16GiB`", column)
    if scaled is not None:
        return Number(scaled)
    unit = numbers.unit_of(found[3] or found[1] or "")
    return Number(Reading(reading.value, reading.digits, reading.whole, unit))


def phrase_atom(text: str, column: int) -> Node:
    """A word, a phrase_in_order, a begin*. Raises PatternError."""
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


def regex_atom(source: str, column: int) -> Node:
    """A regular expression that cannot take for ever. Raises PatternError."""
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
