"""One hash state per seed, copied for every shingle."""

import hashlib
import operator


def minhash_signature(shingles, seeds):
    states = [hashlib.blake2b(f"{seed}:".encode(), digest_size=8) for seed in seeds]
    signature = [(1 << 64) - 1] * len(seeds)
    for shingle in sorted(shingles):
        text = shingle.encode()
        for i, state in enumerate(states):
            mine = state.copy()
            mine.update(text)
            signature[i] = min(signature[i], int.from_bytes(mine.digest(), "big"))
    return signature


def estimated_jaccard(a, b):
    return 1 - sum(map(operator.ne, a, b)) / len(b)
