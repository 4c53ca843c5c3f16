"""tiktoken's way: the leftmost pair of lowest rank loses the boundary between its tokens."""

import itertools
import re


def bpe_encode(text, merges):
    rank = {}
    for i, (a, b) in enumerate(merges):
        rank.setdefault(a + b, i)
    out = []
    for m in re.finditer(r"\s+\S*|\S+", text):
        data = m.group().encode("utf8")
        cuts = list(range(len(data) + 1))
        while len(cuts) > 2:
            options = [(rank.get(data[cuts[i - 1] : cuts[i + 1]], 1 << 30), i) for i in range(1, len(cuts) - 1)]
            best, at = min(options)
            if best == 1 << 30:
                break
            del cuts[at]
        out += [data[a:b] for a, b in itertools.pairwise(cuts)]
    return out
