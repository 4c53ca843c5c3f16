"""Two comprehensions."""


def contaminated(train, tests, n=8):
    seen = {tuple(d[i : i + n]) for d in train for i in range(len(d) - n + 1)}
    return {k for k, t in enumerate(tests) if any(tuple(t[i : i + n]) in seen for i in range(len(t) - n + 1))}
