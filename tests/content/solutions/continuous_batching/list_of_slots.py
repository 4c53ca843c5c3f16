"""A plain list of slots and the index of the earliest."""


def continuous_schedule(lengths, max_batch):
    ends = [-1] * max_batch
    pairs = []
    for n in lengths:
        slot = ends.index(min(ends))
        begin = ends[slot] + 1
        ends[slot] = begin + n - 1
        pairs.append((begin, ends[slot]))
    return pairs


def static_schedule(lengths, max_batch):
    pairs = []
    begin = 0
    longest = 0
    for i, n in enumerate(lengths):
        if i % max_batch == 0:
            begin += longest
            longest = 0
        longest = max(longest, n)
        pairs.append((begin, begin + n - 1))
    return pairs
