"""Blocks after the first unknown one are counted.

Once a block is missing, everything behind it has another prefix and must be computed anew; a hit there is none. Stop at the first miss, and key by the whole prefix.
"""

def cached_tokens(requests, block_size):
    if block_size < 1:
        raise ValueError("block_size must be at least 1")
    seen = set()
    hits = []
    for tokens in requests:
        keys = [(end, *tokens[end - block_size : end]) for end in range(block_size, len(tokens) + 1, block_size)]
        hits.append(block_size * sum(key in seen for key in keys))
        seen.update(keys)
    return hits
