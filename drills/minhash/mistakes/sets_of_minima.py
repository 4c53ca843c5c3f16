"""Signatures compared as sets.

Each position is an experiment of its own with its own hash function; what matters is whether both documents have the same minimum at the same position. Compare position by position and divide by the number of positions.
"""

import hashlib


def minhash_signature(shingles, seeds):
    signature = []
    for seed in seeds:
        hashes = [int.from_bytes(hashlib.blake2b(f"{seed}:{s}".encode(), digest_size=8).digest(), "big") for s in shingles]
        signature.append(min(hashes, default=2**64 - 1))
    return signature


def estimated_jaccard(a, b):
    return len(set(a) & set(b)) / len(set(a) | set(b))
