"""What the bpe_train drill tries: repeats, overlaps, ties, white space and characters of several bytes."""

import random

from llmprep.drills.cases import Suite, call

suite = Suite(dtypes=("float64",), gradients=False, examples=60)
PARTS = ("ab", "a", "aaa", "b", " ", "ba", "c", "  ", "\n", "é", "漢", "👍", "\u3000", "\u00a0", "aab")


@suite.cases
def words(d):
    text = "".join(d.words(PARTS, 0, 20))
    return call("bpe_train", text, 256 + d.size(0, 9))


@suite.cases
def letters(d):
    text = d.text("ab c", 0, 40)
    return call("bpe_train", text, 256 + d.one_of((1, 2, 3, 6, 40)))


@suite.cases
def weighted(d):
    text = "".join(word * d.size(1, 4) for word in d.words((" ab", " bc", " abc", " a", " cab", "\tbb"), 1, 8))
    return call("bpe_train", text, 256 + d.size(1, 6))


@suite.example("a vocabulary smaller than the bytes")
def too_small():
    return call("bpe_train", "ab ab", 255)


@suite.example("exactly the bytes")
def nothing_to_learn():
    return call("bpe_train", "ab ab", 256)


@suite.example("no text")
def empty():
    return call("bpe_train", "", 300)


@suite.example("a tie between pairs whose concatenations sort the other way")
def tie_of_pairs():
    return call("bpe_train", "aab aab aba aba aa aa ab ab ba ba", 262)


@suite.example("a tie between pairs that begin alike, the larger one seen first")
def tie_of_second_tokens():
    return call("bpe_train", "acxacyabzab", 300)


@suite.example("overlapping repeats")
def overlaps():
    return call("bpe_train", "aaa aaa aaaaa bb bb bb", 260)


@suite.example("pairs that occur once are not merged")
def once():
    return call("bpe_train", "ab cd ab", 300)


@suite.example("characters of several bytes")
def many_bytes():
    return call("bpe_train", "é漢👍 é漢👍 ééé 漢漢", 275)


def long_text(n):
    """n letters without white space, then n in words."""
    rng = random.Random(7)
    run = "".join(rng.choice("aaab") for _ in range(n))
    return run + "".join(" " + "".join(rng.choice("abcde") for _ in range(6)) for _ in range(n // 7))


@suite.time("twice the text takes about twice the time", sizes=(6_000, 12_000), at_most=2.6)
def growth(n):
    return call("bpe_train", long_text(n), 256 + 16)
