"""Only recall is returned.

A candidate that lists everything wins. F1 weighs precision as well.
"""


def rouge_l(candidate, reference):
    m, n = len(candidate), len(reference)
    if not m or not n:
        return 0.0
    table = [[0] * (n + 1) for _ in range(m + 1)]
    for i, x in enumerate(candidate):
        for j, y in enumerate(reference):
            table[i + 1][j + 1] = table[i][j] + 1 if x == y else max(table[i][j + 1], table[i + 1][j])
    lcs = table[m][n]
    return lcs / n
