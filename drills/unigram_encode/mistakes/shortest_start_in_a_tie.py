"""In a tie the shortest first piece wins.

Recursion from the left that tries short pieces first keeps them in a tie, so a text falls apart into more pieces than it needs. The contract takes the fewest pieces, and of those the longer ones first. Compare the number of pieces and the lengths too.
"""

from functools import cache


def unigram_encode(text, logp):
    @cache
    def best(start):
        if start == len(text):
            return 0.0, ()
        found = None
        for end in range(start + 1, len(text) + 1):
            piece = text[start:end]
            rest = best(end) if piece in logp else None
            if rest is not None and (found is None or logp[piece] + rest[0] > found[0]):
                found = logp[piece] + rest[0], (piece, *rest[1])
        return found

    if best(0) is None:
        raise ValueError("the pieces cannot spell the text")
    return list(best(0)[1])
