"""What the chunked-prefill drill tries: budgets from one token up, prompts shorter and longer than the budget."""

from llmprep.drills.cases import Suite, call

suite = Suite(dtypes=("float64",), gradients=False, examples=80)


@suite.cases
def small(d):
    requests = [(d.size(1, 5), d.size(1, 3)) for _ in range(d.size(1, 4))]
    return call("chunked_schedule", requests, d.size(1, 6))


@suite.cases
def large(d):
    requests = [(d.size(1, 12), d.size(1, 5)) for _ in range(d.size(0, 6))]
    return call("chunked_schedule", requests, d.size(1, 9))


@suite.example("a prompt longer than the budget")
def chunks():
    return call("chunked_schedule", [(7, 2)], 3)


@suite.example("decodes leave one token to the prompt")
def squeezed():
    return call("chunked_schedule", [(1, 6), (1, 5), (8, 1)], 3)


@suite.example("several prompts in one step")
def several():
    return call("chunked_schedule", [(2, 2), (1, 1), (4, 3), (5, 1)], 5)


@suite.example("a budget of one token")
def one():
    return call("chunked_schedule", [(2, 2), (1, 3)], 1)


@suite.example("a short prompt behind a long one")
def behind():
    return call("chunked_schedule", [(9, 1), (1, 4), (2, 2)], 4)


@suite.example("no requests")
def none():
    return call("chunked_schedule", [], 4)
