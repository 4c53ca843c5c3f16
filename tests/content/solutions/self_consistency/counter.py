"""A Counter over keys; most_common keeps the order of first sight among equals."""

import re
from collections import Counter
from decimal import Decimal


def key(answer):
    text = answer.strip().casefold()
    plain = re.sub(r"^([+-]?)(\d{1,3}(,\d{3})+)(?![\d,])", lambda m: m[0].replace(",", ""), text, flags=re.A)
    if re.match(r"[+-]?\d+(\.\d+)?(e[+-]?\d+)?$", plain, flags=re.A):
        return Decimal(plain)
    return text


def majority_vote(answers):
    given = [a for a in answers if a is not None]
    counted = Counter(map(key, given)).most_common(1)
    return next((a for a in given if key(a) == counted[0][0]), None) if counted else None
