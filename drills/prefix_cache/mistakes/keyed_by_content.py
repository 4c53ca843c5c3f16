"""A block is keyed by its own tokens alone.

The keys and values of a token depend on every token before it. Reusing a block after another prefix mixes the cache of another text into this one: the model answers to words that nobody wrote, and nothing crashes. The key must contain the whole prefix, or a hash chain over it.
"""

def cached_tokens(requests, block_size):
    if block_size < 1:
        raise ValueError("block_size must be at least 1")
    seen = set()
    hits = []
    for tokens in requests:
        keys = [tuple(tokens[end - block_size : end]) for end in range(block_size, len(tokens) + 1, block_size)]
        run = 0
        while run < len(keys) and keys[run] in seen:
            run += 1
        hits.append(block_size * run)
        seen.update(keys)
    return hits
