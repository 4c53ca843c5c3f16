"""Unigram segmentation."""

from collections.abc import Mapping


def unigram_encode(text: str, logp: Mapping[str, float]) -> list[str]:
    """Viterbi over the positions of the text (Kudo, arXiv:1804.10959, section 3.2).

    logp: log-probability of every piece. Of the segmentations with the highest sum, one with fewest pieces is taken,
    and of those the one whose piece lengths, compared from the left, are longer first. The empty text gives []. Raises
    ValueError if the pieces cannot spell the text.
    """
    # best[i] is the best way to spell text[:i], as (minus score, number of pieces, minus lengths): smaller is better.
    # Appending a piece keeps the order of two ways to one position, so the best of each is enough.
    best: list[tuple[float, int, tuple[int, ...]] | None] = [(0.0, 0, ())]
    for end in range(1, len(text) + 1):
        ways = []
        for start in range(end):
            way, piece = best[start], text[start:end]
            if way is not None and piece in logp:
                ways.append((way[0] - logp[piece], way[1] + 1, (*way[2], start - end)))
        best.append(min(ways, default=None))
    if best[-1] is None:
        raise ValueError(f"the pieces cannot spell {text!r}")
    pieces, start = [], 0
    for length in best[-1][2]:
        pieces.append(text[start : start - length])
        start -= length
    return pieces
