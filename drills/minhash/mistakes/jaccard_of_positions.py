"""Divided as if positions were set elements.

equal / (2 n - equal) treats the agreeing positions as an intersection. Each position already agrees with probability J; the share of positions is the estimate.
"""

import hashlib


def minhash_signature(shingles, seeds):
    signature = []
    for seed in seeds:
        hashes = [int.from_bytes(hashlib.blake2b(f"{seed}:{s}".encode(), digest_size=8).digest(), "big") for s in shingles]
        signature.append(min(hashes, default=2**64 - 1))
    return signature


def estimated_jaccard(a, b):
    return sum(x == y for x, y in zip(a, b)) / (2 * len(a) - sum(x == y for x, y in zip(a, b)))
