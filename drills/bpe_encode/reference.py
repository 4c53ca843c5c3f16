"""Encoding with BPE merges."""

import itertools
import re

CUT = re.compile(r"\s+\S*|\S+")


def encode_piece(piece: bytes, rank: dict[tuple[bytes, bytes], int]) -> list[bytes]:
    """One piece: the lowest-ranked adjacent pair is joined, everywhere, until no adjacent pair has a rank."""
    word = [bytes([b]) for b in piece]
    while True:
        ranked = [pair for pair in itertools.pairwise(word) if pair in rank]
        if not ranked:
            return word
        best = min(ranked, key=rank.__getitem__)
        joined: list[bytes] = []
        i = 0
        while i < len(word):
            if tuple(word[i : i + 2]) == best:
                joined.append(word[i] + word[i + 1])
                i += 2
            else:
                joined.append(word[i])
                i += 1
        word = joined


def bpe_encode(text: str, merges: list[tuple[bytes, bytes]]) -> list[bytes]:
    """Tokens of the text, whose concatenation is text.encode() (Sennrich et al., arXiv:1508.07909, on bytes).

    merges: pairs of bytes in the order in which they were learned; the place in the list is the rank.
    """
    rank = {pair: i for i, pair in enumerate(merges)}
    return [token for piece in CUT.findall(text) for token in encode_piece(piece.encode(), rank)]
