"""Overlapping chunks."""


def chunk_tokens(tokens: list, size: int, overlap: int) -> list[list]:
    """Chunks of up to `size` tokens, neighbours sharing `overlap`; none contained in the one before.

    Raises ValueError unless 0 <= overlap < size.
    """
    if not 0 <= overlap < size:
        raise ValueError(f"overlap must be from 0 to below size, not {overlap} with size {size}")
    chunks = []
    for start in range(0, len(tokens), size - overlap):
        chunks.append(tokens[start : start + size])
        # This chunk reaches the end: another would hold nothing new.
        if start + size >= len(tokens):
            break
    return chunks
