"""Impossible overlaps are not refused.

An overlap as large as the size never moves on. Raise ValueError unless 0 <= overlap < size.
"""


def chunk_tokens(tokens, size, overlap):
    step = max(1, size - overlap)
    out = []
    for i in range(0, len(tokens), step):
        out.append(tokens[i : i + max(size, 0)])
        if i + size >= len(tokens):
            break
    return out
