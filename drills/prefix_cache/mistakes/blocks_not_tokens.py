"""Blocks are counted instead of tokens.

The result is in tokens; a block holds block_size of them. In blocks, hit rates of servers with different block sizes cannot be compared.
"""

def cached_tokens(requests, block_size):
    if block_size < 1:
        raise ValueError("block_size must be at least 1")
    seen = set()
    hits = []
    for tokens in requests:
        keys = [tuple(tokens[:end]) for end in range(block_size, len(tokens) + 1, block_size)]
        hits.append(sum(key in seen for key in keys))
        seen.update(keys)
    return hits
