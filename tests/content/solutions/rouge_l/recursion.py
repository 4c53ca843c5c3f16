"""Recursion with a cache."""


def rouge_l(candidate, reference):
    import sys
    from functools import lru_cache

    if not (candidate and reference):
        return 0.0
    sys.setrecursionlimit(10_000)

    @lru_cache(None)
    def lcs(i, j):
        if i == len(candidate) or j == len(reference):
            return 0
        if candidate[i] == reference[j]:
            return 1 + lcs(i + 1, j + 1)
        return max(lcs(i + 1, j), lcs(i, j + 1))

    return 2.0 * lcs(0, 0) / (len(candidate) + len(reference))
