"""The subsequence is found greedily.

Taking each word at its first place in the rest of the reference can skip past a longer match. Use dynamic programming.
"""


def rouge_l(candidate, reference):
    at, hits = 0, 0
    for word in candidate:
        if word in reference[at:]:
            at = reference.index(word, at) + 1
            hits += 1
    return 2 * hits / (len(candidate) + len(reference)) if candidate and reference else 0.0
