"""Tokens are joined into text.

'ab c' contains 'b c': matches appear inside of tokens. Compare tuples of tokens.
"""


def contaminated(train, tests, n=8):
    texts = ["".join(map(str, d)) for d in train]
    return {k for k, t in enumerate(tests) if any("".join(map(str, t[i : i + n])) in text for i in range(len(t) - n + 1) for text in texts)}
