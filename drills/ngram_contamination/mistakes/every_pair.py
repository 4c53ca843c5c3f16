"""Every test is compared with every document.

The work grows with the product of both: fine for a demo, weeks for a corpus. Put the training n-grams into a set once.
"""


FAILS = "cost"


def contaminated(train, tests, n=8):
    found = set()
    for k, t in enumerate(tests):
        for i in range(len(t) - n + 1):
            gram = t[i : i + n]
            if any(d[j : j + n] == gram for d in train for j in range(len(d) - n + 1)):
                found.add(k)
                break
    return found
