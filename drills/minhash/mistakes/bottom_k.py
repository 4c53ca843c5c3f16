"""The smallest hashes under one seed.

That is a bottom-k sketch: its positions are not independent and an entry shifts all that follow, so that comparing by position underestimates. Take one minimum for each seed.
"""

import hashlib


def minhash_signature(shingles, seeds):
    signature = []
    for seed in seeds:
        hashes = [int.from_bytes(hashlib.blake2b(f"{seed}:{s}".encode(), digest_size=8).digest(), "big") for s in shingles]
        if seed == seeds[0]:
            signature = sorted(hashes)[: len(seeds)]
    return signature + [2**64 - 1] * (len(seeds) - len(signature))


def estimated_jaccard(a, b):
    return sum(x == y for x, y in zip(a, b)) / len(a)
