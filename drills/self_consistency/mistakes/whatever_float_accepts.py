"""Whatever float() accepts is a number.

It also accepts "nan" (which equals nothing, not even itself), "inf", "1_000" and ".5". Say what a number is with a pattern.
"""

import re
from decimal import Decimal

NUMBER = re.compile(r"[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def vote_of(answer):
    text = answer.strip()
    try:
        float(text)
    except ValueError:
        return Decimal(text.replace(",", "")) if NUMBER.fullmatch(text) else text.casefold()
    return Decimal(text)


def majority_vote(answers):
    first, votes = {}, {}
    for answer in answers:
        if answer is None:
            continue
        key = vote_of(answer)
        first.setdefault(key, answer)
        votes[key] = votes.get(key, 0) + 1
    return first[max(votes, key=votes.__getitem__)] if votes else None
