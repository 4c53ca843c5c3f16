"""A trie of blocks."""


def cached_tokens(requests, block_size):
    if block_size < 1:
        raise ValueError("block_size must be at least 1")
    root = {}
    hits = []
    for tokens in requests:
        node, count, missed = root, 0, False
        for i in range(len(tokens) // block_size):
            block = tuple(tokens[i * block_size : (i + 1) * block_size])
            if block in node and not missed:
                count += block_size
            else:
                missed = True
            node = node.setdefault(block, {})
        hits.append(count)
    return hits
