"""What the sequence_logps drill tries: prompts and padding of different lengths, single positions, large logits."""

import torch

from llmprep.drills.cases import Suite, call, values

suite = Suite()


@suite.cases
def ordinary(d):
    b, t, v = d.size(1, 3), d.size(1, 6), d.size(1, 4)
    mask = d.mask(b, t).tensor
    tokens = torch.where(mask, d.ints(b, t, low=0, high=v - 1).tensor, d.one_of((0, -100, v)))
    return call("sequence_logps", d.tensor(b, t, v, styles=("simple", "normal", "ties")), tokens, mask)


@suite.cases
def prompts(d):
    b, t, v = d.size(1, 3), d.size(3, 6), d.size(2, 4)
    places = torch.arange(t)
    begin, end = d.ints(b, low=1, high=2).tensor, d.ints(b, low=3, high=t).tensor
    mask = (places >= begin[:, None]) & (places < end[:, None])
    return call("sequence_logps", d.tensor(b, t, v, scale=2.0), d.ints(b, t, low=0, high=v - 1), mask)


@suite.example("the first token is in the mask")
def first(dtype):
    mask = torch.tensor([[True, True, False], [True, False, True]])
    return call("sequence_logps", values((2, 3, 3), "simple", 3).to(dtype), torch.tensor([[2, 1, 0], [0, 1, 2]]), mask)


@suite.example("logits of 1e4")
def large(dtype):
    logits = torch.tensor([[[1e4, 0.0], [-1e4, -1e4], [0.0, 0.0]]], dtype=dtype)
    return call("sequence_logps", logits, torch.tensor([[0, 1, 1]]), torch.ones(1, 3, dtype=torch.bool))
