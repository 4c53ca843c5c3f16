"""What the kappa drill tries: unused classes, raters with different averages, constant and opposite raters."""

from llmprep.drills.cases import Suite, call

suite = Suite(dtypes=("float64",), gradients=False, examples=60)


@suite.judge
def close(script, expected, got):  # kappa may be 0, so the difference counts and not the ratio
    truth, value = expected[0].value, got[0].value
    if not isinstance(value, float):
        return f"the result should be a float, not {type(value).__name__}"
    return None if abs(value - truth) <= 1e-9 else f"the result is {value:.6g}, expected {truth:.6g}"


@suite.cases
def ordinary(d):
    n_classes, n = d.size(1, 6), d.size(1, 9)
    used = d.size(1, n_classes)
    a, b = ([d.size(0, used - 1) for _ in range(n)] for _ in range(2))
    return call("quadratic_kappa", a, b, n_classes)


@suite.cases
def one_rater_is_generous(d):
    a = [d.size(0, 3) for _ in range(d.size(2, 8))]
    return call("quadratic_kappa", a, [x + d.size(0, 2) for x in a], 6)


@suite.example("the worked labels")
def worked():
    return call("quadratic_kappa", [0, 1, 2, 2], [0, 2, 2, 1], 3)


@suite.example("two constant raters who agree")
def same():
    return call("quadratic_kappa", [2, 2, 2], [2, 2, 2], 4)


@suite.example("two constant raters who disagree")
def apart():
    return call("quadratic_kappa", [2, 2], [0, 0], 3)


@suite.example("one rater is constant")
def one_constant():
    return call("quadratic_kappa", [1, 1, 1, 1], [0, 1, 2, 2], 3)


@suite.example("one class")
def single():
    return call("quadratic_kappa", [0], [0], 1)


@suite.example("opposite raters")
def opposite():
    return call("quadratic_kappa", [0, 1, 2, 3, 4], [4, 3, 2, 1, 0], 5)


@suite.example("always one higher")
def shifted():
    return call("quadratic_kappa", [0, 1, 2, 3], [1, 2, 3, 4], 5)
