"""What the contamination drill tries: matches at either end, borders of documents, short tests; and the cost."""

import random

from llmprep.drills.cases import Suite, call

suite = Suite(dtypes=("float64",), gradients=False, examples=60)


@suite.cases
def ordinary(d):
    train = [d.words(("a", "b", "c"), 0, 6) for _ in range(d.size(0, 3))]
    tests = [d.words(("a", "b", "c"), 0, 6) for _ in range(d.size(0, 4))]
    return call("contaminated", train, tests, d.size(1, 4))


@suite.example("8 tokens by default")
def default():
    words = list("abcdefghij")
    return call("contaminated", [words], [["x", *words[2:10]], words[:7], ["x", *words[:7]], words[1:9]])


@suite.example("an n-gram would cross two documents")
def border():
    return call("contaminated", [["a", "b"], ["c", "d"]], [["b", "c"], ["c", "d"], ["d", "a"]], 2)


@suite.example("tokens that would look alike when joined")
def joined():
    return call("contaminated", [["ab", "c"], ["1 2", "3"]], [["a", "bc"], ["1", "2 3"], ["ab", "c"]], 2)


@suite.example("token ids")
def ids():
    return call("contaminated", [[1, 12, 3]], [[11, 2], [12, 3], [1, 3]], 2)


def corpus(size):
    rng = random.Random(size)
    train = [[rng.randrange(50) for _ in range(100)] for _ in range(size)]
    tests = [[50 + rng.randrange(50) for _ in range(40)] for _ in range(size // 4)]
    return call("contaminated", train, tests, 5)


@suite.time("linear in the corpus", sizes=(25, 100), at_most=9.0)
def cost(size):
    return corpus(size)
