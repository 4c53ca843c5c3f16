"""MinHash signatures."""


def minhash_signature(shingles: set[str], seeds: list[int]) -> list[int]:
    """For each seed the smallest hash of all shingles; 2**64 - 1 for the empty set."""
    raise NotImplementedError


def estimated_jaccard(a: list[int], b: list[int]) -> float:
    """The share of positions at which two signatures are equal."""
    raise NotImplementedError
