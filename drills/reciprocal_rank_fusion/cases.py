"""What the fusion drill tries: overlapping rankings, ties that floats would miss, other k."""

from llmprep.drills.cases import Suite, call

suite = Suite(dtypes=("float64",), gradients=False, examples=60)


def ranking(d, ids):
    return list(dict.fromkeys(d.words(ids, 0, 6)))


@suite.cases
def ordinary(d):
    ids = d.one_of((("a", "b", "c", "d", "e"), ("doc10", "doc9", "doc1")))
    return call("rrf", [ranking(d, ids) for _ in range(d.size(0, 4))], d.one_of((60, 0, 1, 10)))


@suite.example("k is 60 by default")
def default():
    return call("rrf", [["x", "y", "z", "w"], ["w", "z"], ["q"], ["z", "q", "y"]])


@suite.example("the same ranks in another order")
def exact_tie():
    # As floats 1/11 + 1/14 + 1/12 is less than 1/12 + 1/11 + 1/14.
    return call("rrf", [["a", "b"], ["b", "p", "q", "a"], ["r", "a", "s", "b"]], 10)


@suite.example("an order that the constant decides")
def constant_matters():
    others = [str(i) for i in range(8)]
    return call("rrf", [["C", "x", "D"], [*others[:2], "D", *others[2:], "C"]])


@suite.example("whole numbers as ids")
def numbers():
    return call("rrf", [[10, 9, 2], [9, 10], [2]], 5)
