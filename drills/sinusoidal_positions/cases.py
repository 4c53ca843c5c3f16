"""What the sinusoidal positions drill tries: odd and even sizes, one position, many."""

from llmprep.drills.cases import Suite, call

suite = Suite(dtypes=("float64",), gradients=False)


@suite.cases
def ordinary(d):
    return call("sinusoidal_positions", d.size(1, 12), d.size(1, 12))


@suite.example("64 positions of size 16")
def many():
    return call("sinusoidal_positions", 64, 16)


@suite.example("an odd size")
def odd():
    return call("sinusoidal_positions", 5, 7)


@suite.example("size 1")
def one():
    return call("sinusoidal_positions", 4, 1)
