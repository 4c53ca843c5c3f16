"""A while loop."""


def chunk_tokens(tokens, size, overlap):
    if not 0 <= overlap < size:
        raise ValueError("0 <= overlap < size")
    if not tokens:
        return []
    chunks, start = [list(tokens[:size])], size - overlap
    while start + overlap < len(tokens):
        chunks.append(list(tokens[start : start + size]))
        start += size - overlap
    return chunks
