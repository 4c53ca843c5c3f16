"""What the constrained_decoding drill tries: automata over a few tokens, states of any kind, dead ends."""

import torch

from llmprep.drills.cases import Suite, call

suite = Suite()
STATES = ("start", "key", "value", 0, 1, ("in", 2))
BRACKETS = {"open": {0: "open", 1: "close"}, "close": {2: "end", 3: "close"}, "end": {}}


@suite.cases
def ordinary(d):
    vocab = d.size(1, 6)
    logits = d.tensor(*d.batch(), vocab, styles=("simple", "normal", "ties", "large"))
    names = STATES[: d.size(1, 6)]
    transitions = {name: {t: d.one_of(names) for t in d.tokens(1, vocab, vocab)} for name in names}
    return call("constrained_probs", logits, d.one_of(names), transitions)


@suite.cases
def sparse(d):
    vocab = d.size(2, 6)
    allowed = dict.fromkeys(d.tokens(0, 3, vocab), "b")
    return call(
        "constrained_probs", d.tensor(2, vocab), d.one_of(("a", "b", "c")), {"a": allowed, "b": {vocab - 1: "a"}}
    )


@suite.example("the allowed logits lie far below the others")
def far_below(dtype):
    logits = torch.tensor([[4e4, -3e4, -3e4, 0.0], [9e4, -2e4, -2e4, 1e4]], dtype=dtype)
    return call("constrained_probs", logits, 7, {7: {1: 7, 2: 8}})


@suite.example("an allowed logit of -inf")
def holes(dtype):
    logits = torch.tensor([[float("-inf"), 1.0, 2.0, float("-inf")]], dtype=dtype)
    return call("constrained_probs", logits, "s", {"s": {0: "s", 1: "t", 2: "s"}})


@suite.example("as many rows as tokens")
def square(dtype):
    logits = torch.arange(16, dtype=dtype).reshape(4, 4) / 4
    return call("constrained_probs", logits, "open", BRACKETS)


@suite.example("a dead end")
def dead_end(dtype):
    return call("constrained_probs", torch.zeros(2, 4, dtype=dtype), "end", BRACKETS)


@suite.example("an unknown state")
def unknown(dtype):
    return call("constrained_probs", torch.zeros(4, dtype=dtype), "middle", BRACKETS)
