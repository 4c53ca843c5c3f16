"""Sentence BLEU."""


def bleu(candidate: list[str], references: list[list[str]], max_n: int = 4) -> float:
    """Sentence BLEU: clipped precisions, closest reference length, no smoothing."""
    raise NotImplementedError
