"""Hashes read as signed numbers.

Half of all hashes turn negative, and the minimum then prefers another half than it should. Read the bytes as unsigned.
"""

import hashlib


def minhash_signature(shingles, seeds):
    signature = []
    for seed in seeds:
        hashes = [int.from_bytes(hashlib.blake2b(f"{seed}:{s}".encode(), digest_size=8).digest(), "big", signed=True) for s in shingles]
        signature.append(min(hashes, default=2**64 - 1))
    return signature


def estimated_jaccard(a, b):
    return sum(x == y for x, y in zip(a, b)) / len(a)
