"""Contamination by shared n-grams."""

from collections.abc import Iterator


def ngrams(tokens: list, n: int) -> Iterator[tuple]:
    """The runs of n consecutive tokens; none where there are fewer than n tokens."""
    return (tuple(tokens[i : i + n]) for i in range(len(tokens) - n + 1))


def contaminated(train: list[list], tests: list[list], n: int = 8) -> set[int]:
    """Indices of the tests that share an n-gram with one training document; linear in the corpus.

    Source: arXiv:2005.14165 appendix C.
    """
    # A set of all training n-grams: one look-up for each n-gram of a test.
    seen = set()
    for document in train:
        seen.update(ngrams(document, n))
    return {index for index, test in enumerate(tests) if any(gram in seen for gram in ngrams(test, n))}
