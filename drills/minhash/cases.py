"""What the MinHash drill tries: sets of all sizes and several seeds; signatures that agree at some positions only."""

from llmprep.drills.cases import Suite, call

suite = Suite(dtypes=("float64",), gradients=False, examples=60)
WORDS = ("a", "bc", "the cat", "cat sat", "naïve", "語", "0:a", "")


@suite.cases
def signatures(d):
    return call("minhash_signature", set(d.words(WORDS, 0, 6)), [d.size(-3, 40) for _ in range(d.size(0, 5))])


@suite.cases
def estimates(d):
    n = d.size(1, 8)
    a, b = ([d.size(0, 3) for _ in range(n)] for _ in range(2))
    return call("estimated_jaccard", a, b)


@suite.example("two shingles, two seeds")
def worked():
    return call("minhash_signature", {"ab", "bc"}, [0, 1])


@suite.example("a single shingle and seeds that are not in order")
def single():
    return call("minhash_signature", {"a b c"}, [7, 0, 12, 7])


@suite.example("nothing to hash")
def empty():
    return call("minhash_signature", set(), [1, 2])


@suite.example("the same values at other positions")
def shuffled():
    return call("estimated_jaccard", [5, 1, 7, 7], [1, 5, 7, 8])


@suite.example("large values that differ by one")
def large():
    return call("estimated_jaccard", [2**64 - 1, 2**63, 3], [2**64 - 2, 2**63, 3])


@suite.example("equal signatures")
def equal():
    return call("estimated_jaccard", [4, 4], [4, 4])
