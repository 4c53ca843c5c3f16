"""Contamination by shared n-grams."""


def contaminated(train: list[list], tests: list[list], n: int = 8) -> set[int]:
    """Indices of the tests that share an n-gram with one training document."""
    raise NotImplementedError
