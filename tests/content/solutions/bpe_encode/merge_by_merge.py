"""The slow obvious way: every merge in order, over every piece."""

import re


def bpe_encode(text, merges):
    tokens = []
    for piece in re.findall(r"\s+\S*|\S+", text):
        word = [bytes([b]) for b in piece.encode()]
        for left, right in merges:
            i = 0
            while i < len(word) - 1:
                if word[i] == left and word[i + 1] == right:
                    word[i : i + 2] = [left + right]
                i += 1
        tokens.extend(word)
    return tokens
