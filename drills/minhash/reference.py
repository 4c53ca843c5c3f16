"""MinHash signatures."""

from hashlib import blake2b

LARGEST = 2**64 - 1


def minhash_signature(shingles: set[str], seeds: list[int]) -> list[int]:
    """For each seed the smallest hash of all shingles; 2**64 - 1 for the empty set.

    The hash is BLAKE2b with 8 bytes of "seed:shingle", read big-endian. Source: Broder 1997.
    """

    def hashed(shingle: str, seed: int) -> int:
        return int.from_bytes(blake2b(f"{seed}:{shingle}".encode(), digest_size=8).digest(), "big")

    # A hash puts all shingles in a random order. The first one of the union of two sets is in both of them with a
    # probability of |both| / |either|: only then do the two minima agree.
    return [min((hashed(shingle, seed) for shingle in shingles), default=LARGEST) for seed in seeds]


def estimated_jaccard(a: list[int], b: list[int]) -> float:
    """The share of positions at which two signatures of the same length are equal."""
    return sum(x == y for x, y in zip(a, b, strict=True)) / len(a)
