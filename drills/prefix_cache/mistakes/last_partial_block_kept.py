"""The rest after the last full block is kept as a block.

A rest shorter than block_size is not a finished block: its key would change with the next token. Only full blocks are kept and found.
"""

def cached_tokens(requests, block_size):
    if block_size < 1:
        raise ValueError("block_size must be at least 1")
    seen = set()
    hits = []
    for tokens in requests:
        keys = [tuple(tokens[:end]) for end in range(block_size, len(tokens) + 1, block_size)]
        if len(tokens) % block_size:
            keys.append(tuple(tokens))
        hits.append(max((len(key) for key in keys if key in seen), default=0))
        seen.update(keys)
    return hits
