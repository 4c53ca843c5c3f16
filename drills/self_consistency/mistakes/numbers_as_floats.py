"""Numbers are compared as floats.

A float holds 53 bits: large integers that differ fall together, and exponents beyond 308 are all infinite. Use Decimal, Fraction or int.
"""

import re
from decimal import Decimal

NUMBER = re.compile(r"[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def vote_of(answer):
    text = answer.strip()
    return float(text.replace(",", "")) if NUMBER.fullmatch(text) else text.casefold()


def majority_vote(answers):
    first, votes = {}, {}
    for answer in answers:
        if answer is None:
            continue
        key = vote_of(answer)
        first.setdefault(key, answer)
        votes[key] = votes.get(key, 0) + 1
    return first[max(votes, key=votes.__getitem__)] if votes else None
