"""Short tests are flagged.

The slice of a short list is shorter than n and may still be looked up. A test with fewer than n tokens has no n-gram.
"""


def contaminated(train, tests, n=8):
    seen = {tuple(d[i : i + m]) for d in train for m in range(1, n + 1) for i in range(len(d) - m + 1)}
    return {k for k, t in enumerate(tests) if t and any(tuple(t[i : i + n]) in seen for i in range(max(1, len(t) - n + 1)))}
