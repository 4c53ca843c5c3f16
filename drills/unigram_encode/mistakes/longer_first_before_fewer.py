"""In a tie the longest first piece wins, whatever the number of pieces.

Recursion from the left that tries long pieces first keeps them in a tie. But of equal sums the fewest pieces come first, and only then the lengths: a long start may need more pieces for the rest. Compare the numbers of pieces first.
"""

from functools import cache


def unigram_encode(text, logp):
    @cache
    def best(start):
        if start == len(text):
            return 0.0, ()
        found = None
        for end in range(len(text), start, -1):
            piece = text[start:end]
            rest = best(end) if piece in logp else None
            if rest is not None and (found is None or logp[piece] + rest[0] > found[0]):
                found = logp[piece] + rest[0], (piece, *rest[1])
        return found

    if best(0) is None:
        raise ValueError("the pieces cannot spell the text")
    return list(best(0)[1])
