"""The order is ignored.

Common words are counted wherever they stand: "dog bites man" equals "man bites dog". That is ROUGE-1.
"""


def rouge_l(candidate, reference):
    from collections import Counter

    common = sum((Counter(candidate) & Counter(reference)).values())
    return 2 * common / (len(candidate) + len(reference)) if candidate and reference else 0.0
