"""Every answer against every other, as Fractions."""

import re
from fractions import Fraction


def as_number(text):
    match = re.fullmatch(r"([+-]?)(\d+|\d{1,3}(?:,\d{3})+)(\.\d+)?(?:[eE]([+-]?\d+))?", text, re.ASCII)
    if match is None:
        return None
    sign, whole, fraction, exponent = match.groups()
    value = Fraction(whole.replace(",", "") + (fraction or "")) * Fraction(10) ** int(exponent or 0)
    return -value if sign == "-" else value


def same(a, b):
    x, y = as_number(a.strip()), as_number(b.strip())
    if x is not None and y is not None:
        return x == y
    return a.strip().casefold() == b.strip().casefold()


def majority_vote(answers):
    votes = [a for a in answers if a is not None]
    if not votes:
        return None
    return max(votes, key=lambda a: sum(same(a, b) for b in votes))
