"""Only a prompt that was seen in full is found.

A response cache is keyed by the whole prompt; a prefix cache also serves prompts that go on differently, which is nearly all of them. Keep a key for every prefix of full blocks.
"""

def cached_tokens(requests, block_size):
    if block_size < 1:
        raise ValueError("block_size must be at least 1")
    seen = set()
    hits = []
    for tokens in requests:
        keys = [tuple(tokens[:end]) for end in range(block_size, len(tokens) + 1, block_size)]
        hits.append(block_size * sum(key in seen for key in keys))
        seen.update(keys[-1:])
    return hits
