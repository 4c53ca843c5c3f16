"""Only precision is computed.

A one-word answer that happens to be in the gold text then scores 1. F1 weighs recall as well.
"""

import re
import string
from collections import Counter


def token_f1(prediction, gold):
    def words(text):
        text = "".join(c for c in text.lower() if c not in string.punctuation)
        return re.sub(r"\b(a|an|the)\b", " ", text).split()

    p, g = words(prediction), words(gold)
    if not p or not g:
        return float(p == g)
    common = sum((Counter(p) & Counter(g)).values())
    return common / len(p)
