"""Bytes read in the wrong order.

The hash is big-endian. Any order would estimate as well, but signatures of two systems can only be compared if both read the bytes alike. Use int.from_bytes(digest, "big").
"""

import hashlib


def minhash_signature(shingles, seeds):
    signature = []
    for seed in seeds:
        hashes = [int.from_bytes(hashlib.blake2b(f"{seed}:{s}".encode(), digest_size=8).digest(), "little") for s in shingles]
        signature.append(min(hashes, default=2**64 - 1))
    return signature


def estimated_jaccard(a, b):
    return sum(x == y for x, y in zip(a, b)) / len(a)
