"""Token F1 as in SQuAD."""


def token_f1(prediction: str, gold: str) -> float:
    """F1 of the words of two strings after SQuAD's normalisation; counts, not sets."""
    raise NotImplementedError
