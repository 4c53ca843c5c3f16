"""The last chunk holds nothing new.

Starting a chunk at every step produces a tail that is wholly part of the chunk before: it is embedded, stored and retrieved twice. Stop when a chunk reaches the end.
"""


def chunk_tokens(tokens, size, overlap):
    if not 0 <= overlap < size:
        raise ValueError("0 <= overlap < size")
    return [tokens[i : i + size] for i in range(0, len(tokens), size - overlap)]
