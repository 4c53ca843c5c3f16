"""Request i starts after the (i - max_batch)-th smallest finish of those before it."""

from itertools import accumulate


def continuous_schedule(lengths, max_batch):
    finishes, pairs = [], []
    for i, n in enumerate(lengths):
        start = 0 if i < max_batch else sorted(finishes)[i - max_batch] + 1
        pairs.append((start, start + n - 1))
        finishes.append(start + n - 1)
    return pairs


def static_schedule(lengths, max_batch):
    groups = [lengths[i : i + max_batch] for i in range(0, len(lengths), max_batch)]
    starts = [0, *accumulate(max(g) for g in groups)]
    return [(s, s + n - 1) for s, g in zip(starts, groups) for n in g]
