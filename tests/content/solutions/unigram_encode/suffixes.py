"""From the end: the best segmentation of every suffix, memoised."""

import itertools
from functools import cache


def unigram_encode(text, logp):
    @cache
    def best(start):
        """(score, minus number, lengths) of the best way to spell text[start:], or None."""
        if start == len(text):
            return 0, 0, ()
        ways = []
        for piece, score in logp.items():
            rest = best(start + len(piece)) if text.startswith(piece, start) else None
            if rest is not None:
                ways.append((score + rest[0], rest[1] - 1, (len(piece), *rest[2])))
        return max(ways, default=None)

    found = best(0)
    if found is None:
        raise ValueError("impossible")
    cuts = [sum(found[2][:i]) for i in range(len(found[2]) + 1)]
    return [text[a:b] for a, b in itertools.pairwise(cuts)]
