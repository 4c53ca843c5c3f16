"""The tail is dropped.

Only full chunks are kept, so up to size - 1 tokens at the end of every document can never be found. Keep the short last chunk.
"""


def chunk_tokens(tokens, size, overlap):
    if not 0 <= overlap < size:
        raise ValueError("0 <= overlap < size")
    return [tokens[i : i + size] for i in range(0, len(tokens) - size + 1, size - overlap)]
