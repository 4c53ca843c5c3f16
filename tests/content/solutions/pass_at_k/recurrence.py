"""Adds up the chances that the first right one is the i-th that is drawn."""


def pass_at_k(n, c, k):
    found, still_wrong = 0.0, 1.0
    for i in range(k):
        chance = c / (n - i)  # 1 where all wrong ones are drawn; from there on still_wrong is 0
        found += still_wrong * chance
        still_wrong *= 1 - chance
    return found
