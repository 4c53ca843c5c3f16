"""A heap of candidate pairs over a linked list."""

import heapq
import re
from functools import cache


def bpe_encode(text, merges):
    rank = {tuple(pair): i for i, pair in enumerate(merges)}

    @cache
    def piece_tokens(piece):
        word = [piece[i : i + 1] for i in range(len(piece))]
        following = [*range(1, len(word)), None]
        previous = [None, *range(len(word))]
        heap = []

        def push(i):
            if i is not None and following[i] is not None:
                pair = (word[i], word[following[i]])
                if pair in rank:
                    heapq.heappush(heap, (rank[pair], i, pair))

        for i in range(len(word)):
            push(i)
        while heap:
            _, i, pair = heapq.heappop(heap)
            j = following[i]
            if j is None or (word[i], word[j]) != pair:
                continue
            word[i], word[j] = word[i] + word[j], None
            following[i] = following[j]
            if following[i] is not None:
                previous[following[i]] = i
            push(previous[i])
            push(i)
        return tuple(t for t in word if t is not None)

    return [t for piece in re.findall(r"\s+\S*|\S+", text) for t in piece_tokens(piece.encode())]
