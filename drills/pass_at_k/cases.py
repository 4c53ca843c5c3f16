"""What the pass_at_k drill tries: small numbers, large ones, and both ends."""

from llmprep.drills.cases import Suite, call

suite = Suite(dtypes=("float64",), gradients=False, rtol={"float64": 1.0e-9}, examples=60)


@suite.cases
def small(d):
    n = d.size(1, 12)
    return call("pass_at_k", n, d.size(0, n), d.size(1, n))


@suite.cases
def large(d):
    n = d.one_of((100, 1000, 20_000, 100_000))
    c = d.one_of((1, 2, 3, n // 10, n // 2))
    k = d.one_of((1, 2, 10, n // 100, n // 3))
    return call("pass_at_k", n, c, max(1, k))


@suite.example("the worked example")
def worked():
    return call("pass_at_k", 20, 3, 5)


@suite.example("k = 1 is the share of right samples")
def one():
    return call("pass_at_k", 100_000, 1, 1)


@suite.example("nothing is right")
def none_right():
    return call("pass_at_k", 10, 0, 3)


@suite.example("everything is right")
def all_right():
    return call("pass_at_k", 10, 10, 1)


@suite.example("just as many wrong ones as are drawn")
def just_enough_wrong():
    return call("pass_at_k", 10, 5, 5)


@suite.example("one wrong one too few")
def too_few_wrong():
    return call("pass_at_k", 10, 5, 6)


@suite.example("all samples are drawn")
def all_drawn():
    return call("pass_at_k", 7, 1, 7)


@suite.example("a small chance among 100,000")
def small_chance():
    return call("pass_at_k", 100_000, 2, 3)


@suite.example("a sure thing among 100,000")
def sure():
    return call("pass_at_k", 100_000, 50_000, 30_000)
