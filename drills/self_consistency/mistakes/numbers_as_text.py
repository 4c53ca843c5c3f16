"""Numbers are compared as text.

"1,000", "1000.0" and "1e3" are one answer written in three ways. Compare their values.
"""

import re
from decimal import Decimal

NUMBER = re.compile(r"[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def vote_of(answer):
    text = answer.strip()
    return text.casefold()


def majority_vote(answers):
    first, votes = {}, {}
    for answer in answers:
        if answer is None:
            continue
        key = vote_of(answer)
        first.setdefault(key, answer)
        votes[key] = votes.get(key, 0) + 1
    return first[max(votes, key=votes.__getitem__)] if votes else None
