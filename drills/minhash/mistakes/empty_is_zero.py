"""The empty set hashes to 0.

0 is the smallest hash there is; as the neutral element of a minimum take the largest one, 2**64 - 1, so that signatures of unions are minima of signatures.
"""

import hashlib


def minhash_signature(shingles, seeds):
    signature = []
    for seed in seeds:
        hashes = [int.from_bytes(hashlib.blake2b(f"{seed}:{s}".encode(), digest_size=8).digest(), "big") for s in shingles]
        signature.append(min(hashes, default=0))
    return signature


def estimated_jaccard(a, b):
    return sum(x == y for x, y in zip(a, b)) / len(a)
