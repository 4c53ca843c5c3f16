"""BM25."""


def bm25_scores(query: list[str], docs: list[list[str]], k1: float = 1.5, b: float = 0.75) -> list[float]:
    """One score a document; idf = ln(1 + (N - n + 0.5) / (n + 0.5)), repeated query terms count each time."""
    raise NotImplementedError
