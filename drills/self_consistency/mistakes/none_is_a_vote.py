"""None counts as an answer.

If most samples could not be read, the vote says "no answer" although the others agree. Skip None.
"""

import re
from decimal import Decimal

NUMBER = re.compile(r"[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def vote_of(answer):
    text = answer.strip()
    return Decimal(text.replace(",", "")) if NUMBER.fullmatch(text) else text.casefold()


def majority_vote(answers):
    first, votes = {}, {}
    for answer in answers:
        if answer is None:
            pass
        key = None if answer is None else vote_of(answer)
        first.setdefault(key, answer)
        votes[key] = votes.get(key, 0) + 1
    return first[max(votes, key=votes.__getitem__)] if votes else None
