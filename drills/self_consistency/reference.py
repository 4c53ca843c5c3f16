"""Majority vote over answers."""

import re
from collections import Counter
from collections.abc import Hashable, Sequence
from decimal import Decimal

NUMBER = re.compile(r"[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def vote_of(answer: str) -> Hashable:
    """What an answer votes for: its exact value if it is a number, else its stripped, case-folded text."""
    text = answer.strip()
    # A Decimal keeps every digit that is written, and 0.10 equals 0.1.
    return Decimal(text.replace(",", "")) if NUMBER.fullmatch(text) else text.casefold()


def majority_vote(answers: Sequence[str | None]) -> str | None:
    """The most frequent answer, exactly as it was first given (Wang et al., arXiv:2203.11171).

    None is no vote, the empty string is one. Ties go to the answer that was seen first; no votes give None.
    """
    first: dict[Hashable, str] = {}
    votes: Counter[Hashable] = Counter()
    for answer in answers:
        if answer is None:
            continue
        key = vote_of(answer)
        first.setdefault(key, answer)
        votes[key] += 1
    # Of several maxima max() returns the first, and a dict keeps the order in which votes came.
    return first[max(votes, key=votes.__getitem__)] if votes else None
