"""A block is keyed by its tokens and its place, but not by what comes before.

Two prompts with the same third block and different first blocks have different keys and values there. The place is not enough: the key must contain the whole prefix, or a hash chain over it.
"""

def cached_tokens(requests, block_size):
    if block_size < 1:
        raise ValueError("block_size must be at least 1")
    seen = set()
    hits = []
    for tokens in requests:
        keys = [(end, *tokens[end - block_size : end]) for end in range(block_size, len(tokens) + 1, block_size)]
        run = 0
        while run < len(keys) and keys[run] in seen:
            run += 1
        hits.append(block_size * run)
        seen.update(keys)
    return hits
