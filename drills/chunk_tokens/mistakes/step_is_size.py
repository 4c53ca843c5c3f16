"""Chunks do not overlap.

Each starts where the last one ended, so a sentence that is cut in two is in neither chunk as a whole. The step is size - overlap.
"""


def chunk_tokens(tokens, size, overlap):
    if not 0 <= overlap < size:
        raise ValueError("0 <= overlap < size")
    return [tokens[i : i + size] for i in range(0, len(tokens), size)]
