"""A longer digest, cut to 8 bytes.

BLAKE2b mixes the digest's size into its state: the first 8 bytes of a digest of 64 are another hash. Ask for digest_size=8.
"""

import hashlib


def minhash_signature(shingles, seeds):
    signature = []
    for seed in seeds:
        hashes = [int.from_bytes(hashlib.blake2b(f"{seed}:{s}".encode()).digest()[:8], "big") for s in shingles]
        signature.append(min(hashes, default=2**64 - 1))
    return signature


def estimated_jaccard(a, b):
    return sum(x == y for x, y in zip(a, b)) / len(a)
