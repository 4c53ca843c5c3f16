"""Exact integers; the product over whichever of c and k is smaller keeps it short."""


def pass_at_k(n, c, k):
    few, many = sorted((c, k))
    wrong = total = 1
    for i in range(few):
        wrong *= n - many - i
        total *= n - i
    return (total - wrong) / total
