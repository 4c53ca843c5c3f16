"""One flat list of ids with None between the pieces; ids are spelled only to break ties."""

import itertools
import re
from collections import Counter


def bpe_train(text, vocab_size):
    if vocab_size < 256:
        raise ValueError("too few tokens")
    spell = [bytes([i]) for i in range(256)]
    ids = []
    for piece in re.findall(r"\s+\S*|\S+", text):
        ids.extend(piece.encode())
        ids.append(None)
    merges = []
    for new in range(256, vocab_size):
        counts = Counter((a, b) for a, b in itertools.pairwise(ids) if a is not None and b is not None)
        if not counts or max(counts.values()) < 2:
            return merges
        most = max(counts.values())
        left, right = min((p for p in counts if counts[p] == most), key=lambda p: (spell[p[0]], spell[p[1]]))
        merges.append((spell[left], spell[right]))
        spell.append(spell[left] + spell[right])
        joined = []
        feed = iter(ids)
        for token in feed:
            while token == left:
                following = next(feed)
                if following == right:
                    token = new
                else:
                    joined.append(token)
                    token = following
            joined.append(token)
        ids = joined
    return merges
