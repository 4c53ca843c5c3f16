"""Training byte-level BPE."""

import itertools
import re
from collections import Counter, defaultdict

Pair = tuple[bytes, bytes]
CUT = re.compile(r"\s+\S*|\S+")


def pairs_of(word: list[bytes]) -> list[Pair]:
    """Every adjacent pair of a word, overlapping ones too: `aaa` has (a, a) twice."""
    return list(itertools.pairwise(word))


def merged(word: list[bytes], pair: Pair) -> list[bytes]:
    """The word with the pair joined wherever it occurs, from left to right: `aaa` becomes `aa`, `a`."""
    joined = []
    i = 0
    while i < len(word):
        if tuple(word[i : i + 2]) == pair:
            joined.append(word[i] + word[i + 1])
            i += 2
        else:
            joined.append(word[i])
            i += 1
    return joined


def bpe_train(text: str, vocab_size: int) -> list[Pair]:
    """Merges in the order in which they are learned (Sennrich et al., arXiv:1508.07909, on bytes).

    text: any string. vocab_size: 256 bytes plus the merges. Ties go to the smallest pair of bytes. Stops early
    when no pair occurs twice. Raises ValueError if vocab_size < 256.
    """
    if vocab_size < 256:
        raise ValueError(f"vocab_size must be at least 256, the number of bytes, not {vocab_size}")
    # Equal pieces behave alike for ever, so each distinct piece is kept once, with how often it occurs.
    pieces = Counter(CUT.findall(text))
    words = [[bytes([b]) for b in piece.encode()] for piece in pieces]
    times = list(pieces.values())

    counts: Counter[Pair] = Counter()
    where: defaultdict[Pair, set[int]] = defaultdict(set)
    for n, word in enumerate(words):
        for pair in pairs_of(word):
            counts[pair] += times[n]
            where[pair].add(n)

    merges: list[Pair] = []
    while 256 + len(merges) < vocab_size and counts:
        best = min(counts, key=lambda pair: (-counts[pair], pair))
        if counts[best] < 2:
            break
        merges.append(best)
        # Only words that hold the pair change; their old pairs leave the counts and their new ones enter.
        for n in where.pop(best):
            for pair in pairs_of(words[n]):
                counts[pair] -= times[n]
            words[n] = merged(words[n], best)
            for pair in pairs_of(words[n]):
                counts[pair] += times[n]
                where[pair].add(n)
        counts = +counts  # drops the pairs that are gone
    return merges
