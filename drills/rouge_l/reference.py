"""ROUGE-L."""


def rouge_l(candidate: list[str], reference: list[str]) -> float:
    """F1 of the longest common subsequence of two token lists; 0 for an empty side.

    O(len(candidate) * len(reference)) time. Source: Lin 2004, section 3.
    """
    if not candidate or not reference:
        return 0.0
    # longest[j]: length of the best subsequence of the candidate so far and the first j tokens of the reference.
    longest = [0] * (len(reference) + 1)
    for token in candidate:
        diagonal = 0
        for j, other in enumerate(reference, start=1):
            above = longest[j]
            longest[j] = diagonal + 1 if token == other else max(above, longest[j - 1])
            diagonal = above
    precision, recall = longest[-1] / len(candidate), longest[-1] / len(reference)
    return 2 * precision * recall / (precision + recall) if longest[-1] else 0.0
