"""n-grams run across documents.

The documents are joined first, so runs that begin in one and end in the next flag innocent tests. Collect document by document.
"""


def contaminated(train, tests, n=8):
    flat = [w for d in train for w in d]
    seen = {tuple(flat[i : i + n]) for i in range(len(flat) - n + 1)}
    return {k for k, t in enumerate(tests) if any(tuple(t[i : i + n]) in seen for i in range(len(t) - n + 1))}
