"""Words are compared as sets.

Repeated words count once, so "sat sat sat" is as good as "sat". SQuAD counts multiplicities.
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
    common = len(set(p) & set(g))
    return 2 * common / (len(set(p)) + len(set(g)))
