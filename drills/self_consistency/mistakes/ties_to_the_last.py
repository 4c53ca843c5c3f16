"""A tie goes to the answer seen last.

Using >= while looking for the maximum (or sorting) prefers later answers. The first one seen wins, so that the result is stable when samples are added.
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
            continue
        key = vote_of(answer)
        first.setdefault(key, answer)
        votes[key] = votes.get(key, 0) + 1
    return first[max(reversed(votes), key=votes.__getitem__)] if votes else None
