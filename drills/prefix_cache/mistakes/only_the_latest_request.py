"""Only the request just before is looked at.

System prompts alternate between users; a cache that compares with the latest request alone misses most of them. Keep the blocks of all earlier requests.
"""

def cached_tokens(requests, block_size):
    if block_size < 1:
        raise ValueError("block_size must be at least 1")
    seen = set()
    hits = []
    for tokens in requests:
        keys = [tuple(tokens[:end]) for end in range(block_size, len(tokens) + 1, block_size)]
        hits.append(block_size * sum(key in seen for key in keys))
        seen = set(keys)
    return hits
