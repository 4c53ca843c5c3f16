"""What the BM25 drill tries: small corpora with repeated terms, empty documents, other k1 and b."""

from llmprep.drills.cases import Suite, call

suite = Suite(dtypes=("float64",), gradients=False)
WORDS = ("a", "b", "c", "d")


@suite.cases
def ordinary(d):
    docs = [d.words(WORDS, 0, 7) for _ in range(d.size(1, 5))]
    return call(
        "bm25_scores",
        d.words(("a", "b", "c", "z"), 0, 4),
        docs,
        d.one_of((1.5, 1.2, 0.0, 3.0)),
        d.one_of((0.75, 0.0, 1.0)),
    )


@suite.example("the defaults, one term twice in the query")
def defaults():
    return call("bm25_scores", ["c", "a", "c"], [["a", "b"], ["a", "a", "c"], [], ["c", "b", "b", "b", "c"]])


@suite.example("no documents")
def nothing():
    return call("bm25_scores", ["a"], [])


@suite.example("nothing but empty documents")
def empty():
    return call("bm25_scores", ["a"], [[], []])


@suite.example("a term in every document")
def common():
    return call("bm25_scores", ["a"], [["a"], ["a", "b"], ["a", "a"]])
