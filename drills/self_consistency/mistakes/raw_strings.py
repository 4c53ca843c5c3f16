"""Answers are compared as they are written.

"Paris", "paris " and "PARIS" split the vote, and a wrong answer that is always written alike wins. Strip, fold case, and compare numbers by value.
"""

import re
from decimal import Decimal

NUMBER = re.compile(r"[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def vote_of(answer):
    return answer


def majority_vote(answers):
    first, votes = {}, {}
    for answer in answers:
        if answer is None:
            continue
        key = vote_of(answer)
        first.setdefault(key, answer)
        votes[key] = votes.get(key, 0) + 1
    return first[max(votes, key=votes.__getitem__)] if votes else None
