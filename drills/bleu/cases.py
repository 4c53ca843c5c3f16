"""What the BLEU drill tries: clipping, several references of different lengths, ties in length, other orders."""

from llmprep.drills.cases import Suite, call

suite = Suite(dtypes=("float64",), gradients=False, examples=60)
WORDS = ("a", "b", "c")


@suite.cases
def short_orders(d):
    references = [d.words(WORDS, 0, 8) for _ in range(d.size(1, 3))]
    return call("bleu", d.words(WORDS, 0, 8), references, d.size(1, 2))


@suite.cases
def close_copies(d):
    candidate = d.words(WORDS, 4, 9)
    references = [candidate[: d.size(4, 9)] + d.words(WORDS, 0, 3) for _ in range(d.size(1, 3))]
    return call("bleu", candidate, references, d.size(3, 5))


@suite.example("four orders by default")
def default():
    return call(
        "bleu",
        ["the", "cat", "is", "on", "the", "mat"],
        [["the", "cat", "sat", "on", "the", "mat", "today"], ["a", "cat", "is", "on", "the", "mat"]],
    )


@suite.example("the same word again and again")
def clipped():
    return call("bleu", ["the"] * 7, [["the", "cat", "the"], ["the", "mat"]], 1)


@suite.example("two references equally close, the shorter counts")
def tie():
    return call("bleu", ["a", "b", "c", "d"], [["a", "b", "c", "d", "e", "f"], ["a", "b"]], 1)


@suite.example("the closest reference is neither the shortest nor the longest")
def closest():
    return call("bleu", list("abcde"), [list("ab"), list("abcdef"), list("abcdefghi")], 2)


@suite.example("an order without a match")
def unmatched():
    return call("bleu", ["a", "b", "c"], [["c", "b", "a"]], 2)


@suite.example("a candidate shorter than the order")
def short():
    return call("bleu", ["a", "b"], [["a", "b"]])


@suite.example("an empty candidate")
def empty():
    return call("bleu", [], [["a"]])


@suite.example("tokens with spaces in them")
def spaces():
    return call("bleu", ["New York", "is", "big"], [["New", "York is", "big", "is", "New York"]], 2)
