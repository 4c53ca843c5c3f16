"""The empty string is skipped.

`if not answer` drops "" too. The contract counts it: an empty answer is an answer. Test `is None`.
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
        if not answer or not answer.strip():
            continue
        key = vote_of(answer)
        first.setdefault(key, answer)
        votes[key] = votes.get(key, 0) + 1
    return first[max(votes, key=votes.__getitem__)] if votes else None
