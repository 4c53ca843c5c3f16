"""Seed and shingle run together.

Without the colon, seed 1 with shingle '0:a' and seed 10 with ':a' hash the same text: hash functions that should be independent share values. The text is f"{seed}:{s}".
"""

import hashlib


def minhash_signature(shingles, seeds):
    signature = []
    for seed in seeds:
        hashes = [int.from_bytes(hashlib.blake2b(f"{seed}{s}".encode(), digest_size=8).digest(), "big") for s in shingles]
        signature.append(min(hashes, default=2**64 - 1))
    return signature


def estimated_jaccard(a, b):
    return sum(x == y for x, y in zip(a, b)) / len(a)
