"""A trie of blocks."""


def cached_tokens(requests, block_size):
    if block_size < 1:
        raise ValueError("block_size must be at least 1")
    root = {}
    hits = []
    for tokens in requests:
        node, count = root, 0
        for i in range(len(tokens) // block_size):
            block = tuple(tokens[i * block_size : (i + 1) * block_size])
            if block in node:  # a new node has no children, so nothing is found after a miss
                count += block_size
            node = node.setdefault(block, {})
        hits.append(count)
    return hits
