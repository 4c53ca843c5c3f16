"""As Dice's coefficient of two multisets."""

import re
import string
from collections import Counter


def token_f1(prediction, gold):
    def words(text):
        text = "".join(c for c in text.lower() if c not in string.punctuation)
        return re.sub(r"\b(a|an|the)\b", " ", text).split()

    p, g = words(prediction), words(gold)
    if not p and not g:
        return 1.0
    common = sum((Counter(p) & Counter(g)).values())
    return 2 * common / (len(p) + len(g))
