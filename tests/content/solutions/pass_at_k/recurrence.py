"""Adds up the chances that the first right one is the i-th that is drawn."""


def pass_at_k(n, c, k):
    found, still_wrong = 0.0, 1.0
    for i in range(k):
        chance = min(1.0, c / (n - i))
        found += still_wrong * chance
        still_wrong *= 1 - chance
    return found
