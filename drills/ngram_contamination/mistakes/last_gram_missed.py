"""The last n-gram is missed.

range(len - n) stops one early: a match at the very end of a document or a test is not seen, and a test of exactly n tokens never is. It is len - n + 1.
"""


def contaminated(train, tests, n=8):
    seen = {tuple(d[i : i + n]) for d in train for i in range(len(d) - n)}
    return {k for k, t in enumerate(tests) if any(tuple(t[i : i + n]) in seen for i in range(len(t) - n))}
