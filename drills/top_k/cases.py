"""What the top_k drill tries."""

import torch

from llmprep.drills.cases import Suite, call, values

suite = Suite()


@suite.cases
def ordinary(d):
    logits = d.tensor(*d.batch(), d.size(1, 6), styles=("simple", "normal", "ties", "equal"))
    return call("top_k_probs", logits, d.size(1, 7))


@suite.example("k larger than the vocabulary")
def all_of_them(dtype):
    return call("top_k_probs", torch.tensor([[0.0, 1.0, 3.0]], dtype=dtype), 50)


@suite.example("ties at the boundary")
def ties(dtype):
    return call("top_k_probs", torch.tensor([[1.0, 2.0, 1.0, 1.0], [0.0, 0.0, 0.0, 0.0]], dtype=dtype), 2)


@suite.example("ties in a larger vocabulary")
def many_ties(dtype):
    # Beyond 16 entries torch's own sort is not stable unless it is asked to be.
    return call("top_k_probs", values((3, 40), "ties", 4).to(dtype), 5)


@suite.example("logits of -inf and far below 0")
def holes(dtype):
    rows = [[float("-inf"), -500.0, -501.0, float("-inf")], [300.0, float("-inf"), 200.0, 299.0]]
    return call("top_k_probs", torch.tensor(rows, dtype=dtype), 3)


@suite.example("k = 0 is refused")
def zero():
    return call("top_k_probs", torch.tensor([0.0, 1.0]), 0)


@suite.example("a negative k is refused")
def negative():
    return call("top_k_probs", torch.tensor([0.0, 1.0, 2.0]), -1)
