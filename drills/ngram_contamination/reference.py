"""Contamination by shared n-grams."""


def contaminated(train: list[list], tests: list[list], n: int = 8) -> set[int]:
    """Indices of the tests that share an n-gram with one training document; linear in the corpus.

    Source: arXiv:2005.14165 appendix C.
    """
    # A set of all training n-grams: one look-up for each n-gram of a test.
    seen = set()
    for document in train:
        seen.update(tuple(document[i : i + n]) for i in range(len(document) - n + 1))
    return {
        index
        for index, test in enumerate(tests)
        if any(tuple(test[i : i + n]) in seen for i in range(len(test) - n + 1))
    }
