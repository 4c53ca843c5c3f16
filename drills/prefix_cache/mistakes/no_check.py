"""block_size is not checked.

A block size of 0 or less must be refused with ValueError; otherwise it fails somewhere inside with a message that helps nobody, or silently finds nothing.
"""

def cached_tokens(requests, block_size):
    seen = set()
    hits = []
    for tokens in requests:
        keys = [tuple(tokens[:end]) for end in range(block_size, len(tokens) + 1, max(block_size, 1)) if block_size > 0]
        hits.append(block_size * sum(key in seen for key in keys))
        seen.update(keys)
    return hits
