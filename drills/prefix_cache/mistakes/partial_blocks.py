"""Partial blocks are counted.

A cache of blocks shares whole blocks only: a block that is still being filled will be written by its owner and has no final key. Counting single tokens promises hits that the engine cannot give. Round down to full blocks.
"""

def cached_tokens(requests, block_size):
    if block_size < 1:
        raise ValueError("block_size must be at least 1")
    seen = set()
    hits = []
    for tokens in requests:
        keys = [tuple(tokens[:end]) for end in range(1, len(tokens) + 1)]
        hits.append(sum(key in seen for key in keys))
        seen.update(keys)
    return hits
