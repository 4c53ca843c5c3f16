"""Digests compared as hexadecimal text, whose order is that of the numbers."""

from hashlib import blake2b
from statistics import fmean


def minhash_signature(shingles, seeds):
    def first(seed):
        return min(
            (blake2b(bytes(f"{seed}:{s}", "utf8"), digest_size=8).hexdigest() for s in shingles), default="f" * 16
        )

    return [int(first(seed), 16) for seed in seeds]


def estimated_jaccard(a, b):
    return fmean(float(x == y) for x, y in zip(a, b))
