"""What the batching drill tries: both policies on few and many requests, slots that free up in another order."""

from llmprep.drills.cases import Suite, call

suite = Suite(dtypes=("float64",), gradients=False, examples=60)


@suite.cases
def continuous(d):
    lengths = [d.size(1, 7) for _ in range(d.size(0, 9))]
    return call("continuous_schedule", lengths, d.size(1, 4))


@suite.cases
def static(d):
    lengths = [d.size(1, 7) for _ in range(d.size(0, 9))]
    return call("static_schedule", lengths, d.size(1, 4))


@suite.example("the third request takes the slot that is free first")
def first_free():
    return call("continuous_schedule", [2, 5, 3, 1, 4], 2)


@suite.example("slots are freed out of turn")
def out_of_turn():
    return call("continuous_schedule", [9, 1, 1, 1, 6, 2, 3], 3)


@suite.example("the next group waits for the longest")
def longest():
    return call("static_schedule", [2, 5, 3, 1, 4], 2)


@suite.example("the longest comes first")
def longest_first():
    return call("static_schedule", [7, 2, 1, 1, 6, 3, 2], 3)


@suite.example("one slot")
def one_slot():
    return call("continuous_schedule", [3, 1, 2], 1)


@suite.example("more slots than requests")
def idle():
    return call("static_schedule", [3, 1], 5)
