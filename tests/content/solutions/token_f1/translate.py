"""str.translate and a loop of removals."""

import re
import string


def token_f1(prediction, gold):
    table = str.maketrans("", "", string.punctuation)
    lists = []
    for text in (prediction, gold):
        lists.append([w for w in re.split(r"\s+", text.lower().translate(table)) if w and w not in ("a", "an", "the")])
    p, g = lists
    if p == g:
        return 1.0
    rest, hits = list(g), 0
    for w in p:
        if w in rest:
            rest.remove(w)
            hits += 1
    return 2.0 * hits / (len(p) + len(g))
