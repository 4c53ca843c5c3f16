"""Prefix caching by blocks."""


def cached_tokens(requests: list[list[int]], block_size: int) -> list[int]:
    """For each request, how many of its leading tokens are found in full blocks of earlier requests.

    requests: token ids, in order of arrival. Raises ValueError if block_size is below 1.
    Source: vLLM's automatic prefix caching (hash of the parent block and the block's tokens).
    """
    if block_size < 1:
        raise ValueError(f"block_size must be at least 1, not {block_size}")
    # A block is keyed by its parent's id and its own tokens, so that an id stands for a whole prefix.
    ids: dict[tuple[int | None, tuple[int, ...]], int] = {}
    hits = []
    for tokens in requests:
        parent = None
        cached = 0
        for end in range(block_size, len(tokens) + 1, block_size):
            key = (parent, tuple(tokens[end - block_size : end]))
            if key in ids:
                cached += block_size
            # A new block has no children yet, so nothing behind it is found, not even this request's own blocks.
            parent = ids.setdefault(key, len(ids))
        hits.append(cached)
    return hits
