"""What the repetition_penalty drill tries."""

import torch

from llmprep.drills.cases import Suite, call, script

suite = Suite()
PENALTIES = (1.5, 1.2, 2.0, 1.0, 0.5)


@suite.cases
def ordinary(d):
    rows, vocab = d.size(1, 4), d.size(1, 6)
    generated = [d.tokens(0, 5, vocab) for _ in range(rows)]
    return call("apply_repetition_penalty", d.tensor(rows, vocab, styles=("normal",)), generated, d.one_of(PENALTIES))


@suite.cases
def with_zeros(d):
    rows, vocab = d.size(1, 3), d.size(1, 5)
    generated = [d.tokens(0, 4, vocab) for _ in range(rows)]
    logits = d.tensor(rows, vocab, styles=("simple", "zeros"))
    return script(call("apply_repetition_penalty", logits, generated, d.one_of(PENALTIES)), grads=False)


@suite.example("an id that occurs three times, and rows that differ")
def repeated(dtype):
    logits = torch.tensor([[3.0, -2.0, 1.0], [3.0, -2.0, 1.0], [3.0, -2.0, 1.0]], dtype=dtype)
    return call("apply_repetition_penalty", logits, [[0, 0, 0, 1], [2], []], 1.5)


@suite.example("the worked example")
def worked(dtype):
    return call("apply_repetition_penalty", torch.tensor([[2.4, -1.0, 0.5, -3.0]], dtype=dtype), [[1, 0, 0]], 1.2)


@suite.example("logits of -inf stay")
def holes(dtype):
    return call("apply_repetition_penalty", torch.tensor([[float("-inf"), 1.0, -1.0]], dtype=dtype), [[0, 2]], 2.0)


@suite.example("a penalty of 0 is refused")
def zero():
    return call("apply_repetition_penalty", torch.tensor([[1.0, -1.0]]), [[0]], 0)


@suite.example("a negative penalty is refused")
def negative():
    return call("apply_repetition_penalty", torch.tensor([[1.0, -1.0]]), [[]], -1.2)
