"""Overlapping chunks."""


def chunk_tokens(tokens: list, size: int, overlap: int) -> list[list]:
    """Chunks of up to `size` tokens, neighbours sharing `overlap`; none contained in the one before."""
    raise NotImplementedError
