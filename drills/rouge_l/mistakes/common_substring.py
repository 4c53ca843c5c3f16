"""The longest run without gaps.

A subsequence may skip words; a substring may not. One inserted word then halves the score. Take the better neighbour where the words differ.
"""


def rouge_l(candidate, reference):
    m, n = len(candidate), len(reference)
    if not m or not n:
        return 0.0
    table = [[0] * (n + 1) for _ in range(m + 1)]
    for i, x in enumerate(candidate):
        for j, y in enumerate(reference):
            table[i + 1][j + 1] = table[i][j] + 1 if x == y else 0
    lcs = table[m][n]
    return 2 * max(map(max, table)) / (m + n)
