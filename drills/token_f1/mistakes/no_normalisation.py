"""The strings are not normalised.

"Paris." and "paris" do not match, so a right answer scores 0. Lower-case, drop punctuation and articles.
"""

import re
import string
from collections import Counter


def token_f1(prediction, gold):
    def words(text):
        return text.split()

    p, g = words(prediction), words(gold)
    if not p or not g:
        return float(p == g)
    common = sum((Counter(p) & Counter(g)).values())
    return 2 * common / (len(p) + len(g))
