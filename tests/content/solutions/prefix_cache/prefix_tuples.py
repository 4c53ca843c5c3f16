"""Keep every prefix of full blocks as a tuple."""


def cached_tokens(requests, block_size):
    if block_size <= 0:
        raise ValueError("block_size")
    known = set()
    out = []
    for request in requests:
        best = 0
        n_full = len(request) // block_size
        for n in range(1, n_full + 1):
            if tuple(request[: n * block_size]) in known:
                best = n * block_size
        for n in range(1, n_full + 1):
            known.add(tuple(request[: n * block_size]))
        out.append(best)
    return out
