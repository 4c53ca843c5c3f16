"""Token F1 as in SQuAD."""

import re
import string
from collections import Counter


def token_f1(prediction: str, gold: str) -> float:
    """F1 of the words of two strings after SQuAD's normalisation; counts, not sets.

    Both empty give 1, one empty gives 0. Source: arXiv:1606.05250 and its evaluation script.
    """

    def words(text: str) -> list[str]:
        kept = "".join(c for c in text.lower() if c not in string.punctuation)
        return re.sub(r"\b(a|an|the)\b", " ", kept).split()

    predicted, expected = words(prediction), words(gold)
    if not predicted and not expected:
        return 1.0
    # The smaller count of each word: saying "sat" three times does not earn three matches.
    common = sum((Counter(predicted) & Counter(expected)).values())
    if common == 0:
        return 0.0
    precision, recall = common / len(predicted), common / len(expected)
    return 2 * precision * recall / (precision + recall)
