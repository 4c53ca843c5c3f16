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


def placed(**ranks):
    """A ranking of 24 ids with some at given ranks."""
    others = iter("efghijklmnopqrstuvwxyz")
    named = {rank: id for id, rank in ranks.items()}
    return [named.get(rank) or next(others) for rank in range(1, 25)]


@suite.example("ties of different ranks, for k = 60 alone")
def tie_at_sixty():
    # 1/63 + 1/84 = 1/72 + 1/72; with k = 59 the left side is larger, with k = 61 the right one.
    first, second = placed(a=3, b=12), placed(a=24, b=12)
    return call("rrf", [first, second, placed(d=3, c=12), placed(d=24, c=12)])


@suite.example("the same ranks in another order, in long rankings")
def long_tie():
    return call("rrf", [placed(a=7, b=1), placed(a=1, b=2), placed(a=2, b=7)])


@suite.example("an order that the constant decides")
def constant_matters():
    others = [str(i) for i in range(8)]
    return call("rrf", [["C", "x", "D"], [*others[:2], "D", *others[2:], "C"]])


@suite.example("whole numbers as ids")
def numbers():
    return call("rrf", [[10, 9, 2], [9, 10], [2]], 5)
