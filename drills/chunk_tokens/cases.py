"""What the chunking drill tries: every length around the boundaries, and overlaps that are not allowed."""

from llmprep.drills.cases import Suite, call

suite = Suite(dtypes=("float64",), gradients=False, examples=60)


@suite.cases
def ordinary(d):
    size = d.size(1, 6)
    return call("chunk_tokens", list(range(d.size(0, 20))), size, d.size(0, size - 1))


@suite.cases
def edges(d):
    size, overlap = d.size(-1, 4), d.size(-1, 5)
    return call("chunk_tokens", d.tokens(0, 8, 50), size, overlap)


@suite.example("the worked lists")
def worked():
    return call("chunk_tokens", [1, 2, 3, 4, 5, 6, 7], 4, 2)


@suite.example("exactly one chunk")
def exact():
    return call("chunk_tokens", ["a", "b", "c"], 3, 1)
