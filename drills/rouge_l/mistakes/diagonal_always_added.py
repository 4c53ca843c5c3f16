"""Matches are reused.

Adding 1 to the better neighbour instead of the diagonal lets one word match many times. A match extends the diagonal cell.
"""


def rouge_l(candidate, reference):
    m, n = len(candidate), len(reference)
    if not m or not n:
        return 0.0
    table = [[0] * (n + 1) for _ in range(m + 1)]
    for i, x in enumerate(candidate):
        for j, y in enumerate(reference):
            table[i + 1][j + 1] = max(table[i][j + 1], table[i + 1][j]) + (x == y)
    lcs = table[m][n]
    return min(1.0, 2 * lcs / (m + n))
