"""What the YaRN drill tries: sizes, bases, factors and betas, chosen so that kept, blended and slowed pairs all occur."""

from llmprep.drills.cases import Suite, call

suite = Suite(dtypes=("float64",), gradients=False, relative_to="element")


@suite.cases
def ordinary(d):
    n, length = 2 * d.size(1, 16), d.one_of((2048, 100, 4096, 32768))
    step = call("yarn_frequencies", n, d.one_of((10000.0, 100.0, 500000.0)), d.number(1, 40, 0.5), length)
    return step


@suite.cases
def other_betas(d):
    slow = d.number(0.5, 4, 0.5)
    fast = slow + d.number(0.5, 60, 0.5)
    n, factor = 2 * d.size(2, 12), d.number(2, 16, 1)
    return call("yarn_frequencies", n, 1000.0, factor, d.size(200, 4000), beta_fast=fast, beta_slow=slow)


@suite.example("the prompt's example, with integers")
def example():
    return call("yarn_frequencies", 8, 10000, 4, 2048)


@suite.example("factor 1 changes nothing")
def unchanged():
    return call("yarn_frequencies", 16, 10000.0, 1.0, 2048)


@suite.example("betas by position")
def betas():
    return call("yarn_frequencies", 64, 10000.0, 8.0, 4096, 16.0, 2.0)
