"""Hash by hash with struct."""

import hashlib
import struct


def minhash_signature(shingles, seeds):
    out = []
    for seed in seeds:
        best = 0xFFFFFFFFFFFFFFFF
        for shingle in shingles:
            digest = hashlib.blake2b((str(seed) + ":" + shingle).encode("utf-8"), digest_size=8).digest()
            (value,) = struct.unpack(">Q", digest)
            if value < best:
                best = value
        out.append(best)
    return out


def estimated_jaccard(a, b):
    equal = 0
    for i in range(len(a)):
        if a[i] == b[i]:
            equal += 1
    return equal / len(a)
