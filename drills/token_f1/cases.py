"""What the token-F1 drill tries: articles, punctuation, case, repeated words, nothing."""

from llmprep.drills.cases import Suite, call

suite = Suite(dtypes=("float64",), gradients=False, examples=60)
WORDS = ("cat", "Cat", "sat", "the", "A", "an", "mat.", "o'clock", "state-of-the-art", "theory", "banana", "!", "42")


@suite.cases
def ordinary(d):
    return call("token_f1", " ".join(d.words(WORDS, 0, 6)), " ".join(d.words(WORDS, 0, 6)))


@suite.example("repeated words")
def repeated():
    return call("token_f1", "the cat sat", "A cat sat, sat!")


@suite.example("two empty answers")
def both_empty():
    return call("token_f1", "The", "...")


@suite.example("one empty answer")
def one_empty():
    return call("token_f1", "", "forty-two")


@suite.example("hyphens are deleted, not replaced")
def hyphens():
    return call("token_f1", "state-of-the-art\tmodel", "stateoftheart  model")


@suite.example("nothing in common")
def nothing():
    return call("token_f1", "Paris", "London")
