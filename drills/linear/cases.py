"""What the linear drill tries."""

from llmprep.drills.cases import Suite, call

suite = Suite()


@suite.cases
def ordinary(d):
    n_in, n_out = d.size(1, 5), d.size(1, 5)
    x, weight = d.tensor(*d.batch(), n_in), d.tensor(n_out, n_in)
    return call("linear", x, weight, d.tensor(n_out)) if d.flag() else call("linear", x, weight)


@suite.cases
def square(d):
    n = d.size(2, 4)
    return call("linear", d.tensor(*d.batch(), n), d.tensor(n, n), d.maybe(d.tensor(n)))
