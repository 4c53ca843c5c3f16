"""What the compute-optimal drill tries: budgets over many orders of magnitude, other ratios, the way there and back."""

from llmprep.drills.cases import Suite, call

suite = Suite(dtypes=("float64",), gradients=False)


@suite.cases
def budgets(d):
    flops = d.number(1.0, 9.5, 0.5) * 10.0 ** d.size(3, 26)
    if d.flag():
        return call("compute_optimal", flops)
    return call("compute_optimal", flops, d.one_of((20.0, 1.0, 80, 1875.5, 0.5)))


@suite.cases
def costs(d):
    return call("training_flops", d.number(0.5, 9.5, 0.5) * 10.0 ** d.size(0, 12), d.size(1, 9) * 10 ** d.size(0, 13))


@suite.example("the default ratio")
def default():
    return call("compute_optimal", 5.88e23)


@suite.example("a ratio by name")
def named():
    return call("compute_optimal", 1e24, tokens_per_parameter=100.0)


@suite.example("a budget for less than one parameter")
def tiny():
    return call("compute_optimal", 0.75, 50)


@suite.example("Chinchilla's own cost")
def chinchilla():
    return call("training_flops", 70e9, 1.4e12)
