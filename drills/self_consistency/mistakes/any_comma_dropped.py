"""Every comma is dropped.

"10,00" may be a European 10.00, or two answers; taking it for 1000 invents a vote. Only commas in front of groups of three digits are thousands separators.
"""

import re
from decimal import Decimal

NUMBER = re.compile(r"[+-]?([0-9][0-9,]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def vote_of(answer):
    text = answer.strip()
    return Decimal(text.replace(",", "")) if NUMBER.fullmatch(text) else text.casefold()


def majority_vote(answers):
    first, votes = {}, {}
    for answer in answers:
        if answer is None:
            continue
        key = vote_of(answer)
        first.setdefault(key, answer)
        votes[key] = votes.get(key, 0) + 1
    return first[max(votes, key=votes.__getitem__)] if votes else None
