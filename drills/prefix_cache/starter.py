"""Prefix caching by blocks."""


def cached_tokens(requests: list[list[int]], block_size: int) -> list[int]:
    """For each request, how many of its leading tokens are found in full blocks of earlier requests."""
    raise NotImplementedError
