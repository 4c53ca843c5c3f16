"""Equal values are counted wherever they stand.

A value of one seed says nothing about a value of another. Only equal positions count.
"""

import hashlib


def minhash_signature(shingles, seeds):
    signature = []
    for seed in seeds:
        hashes = [int.from_bytes(hashlib.blake2b(f"{seed}:{s}".encode(), digest_size=8).digest(), "big") for s in shingles]
        signature.append(min(hashes, default=2**64 - 1))
    return signature


def estimated_jaccard(a, b):
    return sum(x in b for x in a) / len(a)
