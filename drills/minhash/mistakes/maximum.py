"""The largest hash instead of the smallest.

A maximum would estimate as well, yet it never meets signatures made by others, and the empty set's 2**64 - 1 would look like a document. MinHash keeps the minimum.
"""

import hashlib


def minhash_signature(shingles, seeds):
    signature = []
    for seed in seeds:
        hashes = [int.from_bytes(hashlib.blake2b(f"{seed}:{s}".encode(), digest_size=8).digest(), "big") for s in shingles]
        signature.append(max(hashes, default=2**64 - 1))
    return signature


def estimated_jaccard(a, b):
    return sum(x == y for x, y in zip(a, b)) / len(a)
