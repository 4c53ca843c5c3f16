"""What the ROUGE-L drill tries: repeats, gaps, different lengths, long lists, empty sides."""

import random

from llmprep.drills.cases import Suite, call

suite = Suite(dtypes=("float64",), gradients=False, examples=60)


@suite.cases
def ordinary(d):
    return call("rouge_l", d.words(("a", "b", "c", "d"), 0, 9), d.words(("a", "b", "c", "d"), 0, 9))


@suite.example("the worked lists")
def worked():
    return call("rouge_l", ["a", "b", "c", "d"], ["a", "c", "x", "d", "b"])


@suite.example("the same words in the opposite order")
def reversed_order():
    return call("rouge_l", ["a", "b", "c"], ["c", "b", "a"])


@suite.example("300 tokens")
def long():
    rng = random.Random(4)
    return call("rouge_l", [rng.choice("abcdef") for _ in range(300)], [rng.choice("abcdef") for _ in range(280)])
