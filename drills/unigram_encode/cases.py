"""What the unigram_encode drill tries: scores are multiples of 1/2, so that sums and ties are exact."""

from llmprep.drills.cases import Suite, call

suite = Suite(dtypes=("float64",), gradients=False, examples=80)
PIECES = ("a", "b", "c", "ab", "bc", "aa", "abc", "ba", "cab", "aab", "abab", "é", "cc")


def scored(d, pieces, low=-6):
    return {piece: d.integer(2 * low, 0) / 2 for piece in pieces}


@suite.cases
def sparse(d):
    return call("unigram_encode", d.text("abc", 0, 7), scored(d, d.words(PIECES, 1, 8)))


@suite.cases
def rich(d):
    pieces = ["a", "b", "c", "é", *d.words(PIECES, 2, 8)]
    return call("unigram_encode", d.text("abcé", 1, 9), scored(d, pieces))


@suite.cases
def ties(d):
    """Scores in proportion to the length: every segmentation has the same sum."""
    pieces = d.words(("a", "b", "ab", "ba", "aa", "aab", "baa", "abb", "abab", "bb"), 3, 8)
    return call("unigram_encode", d.text("ab", 1, 9), {piece: -0.5 * len(piece) for piece in pieces})


@suite.example("the best start is not the best way")
def against_greedy():
    logp = {"abc": -1.0, "ab": -2.0, "cd": -2.0, "d": -9.0, "a": -5.0, "b": -5.0, "c": -5.0}
    return call("unigram_encode", "abcd", logp)


@suite.example("equal sums: fewer pieces")
def fewer():
    return call("unigram_encode", "abab", {"a": -1.0, "b": -1.0, "ab": -2.0, "abab": -4.0})


@suite.example("equal sums, equal numbers: the longer piece first")
def longer_first():
    return call("unigram_encode", "aaaa", {"a": -1.0, "aa": -1.0, "aaa": -1.0})


@suite.example("equal sums, three pieces: lengths compared from the left")
def from_the_left():
    logp = {"a": -1.0, "b": -2.0, "ab": -2.0, "ba": -2.0, "bb": -2.0, "aba": -3.0, "bab": -3.0}
    return call("unigram_encode", "ababab", logp)


@suite.example("fewer pieces win over a longer first piece")
def fewer_not_longer_first():
    return call("unigram_encode", "abcde", {"abc": -2.0, "d": -1.0, "e": -1.0, "ab": -2.0, "cde": -2.0})


@suite.example("fewer pieces win over a longer last piece")
def fewer_not_longer_last():
    return call("unigram_encode", "abcde", {"a": -1.0, "b": -1.0, "cde": -3.0, "abc": -3.0, "de": -2.0})


@suite.example("three pieces: 3 + 3 + 3 before 2 + 2 + 5 and 1 + 4 + 4")
def thirds():
    pieces = ("a", "bcde", "fghi", "ab", "cd", "efghi", "abc", "def", "ghi")
    return call("unigram_encode", "abcdefghi", {piece: -0.5 * len(piece) for piece in pieces})


@suite.example("three pieces: 4 + 1 + 4 before 3 + 3 + 3")
def four_first():
    pieces = ("abcd", "e", "fghi", "abc", "def", "ghi")
    return call("unigram_encode", "abcdefghi", {piece: -0.5 * len(piece) for piece in pieces})


@suite.example("a sum whose exponential underflows")
def underflow():
    return call("unigram_encode", "ab" * 30, {"a": -40.0, "b": -40.0, "ab": -85.0, "ba": -90.0})


@suite.example("the empty text")
def empty():
    return call("unigram_encode", "", {"a": -1.0})


@suite.example("the pieces cannot spell it")
def impossible():
    return call("unigram_encode", "abd", {"a": -1.0, "ab": -1.0, "b": -1.0})


@suite.example("the pieces end in a dead end")
def dead_end():
    return call("unigram_encode", "aab", {"aa": -1.0, "ab": -1.0})


@suite.example("no pieces")
def no_pieces():
    return call("unigram_encode", "a", {})
