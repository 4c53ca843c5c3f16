"""What the perplexity drill tries: unequal sequences, nonsense outside the mask, an empty mask."""

import torch

from llmprep.drills.cases import Suite, call, script, values

suite = Suite()


@suite.cases
def ordinary(d):
    batch, t, v = d.batch(), d.size(1, 5), d.size(1, 5)
    mask = d.mask(*batch, t).tensor
    mask.view(-1)[0] = True
    targets = d.ints(*batch, t, low=0, high=v - 1).tensor
    targets = torch.where(mask, targets, d.one_of((-100, v, 0)))
    return call("perplexity", d.tensor(*batch, t, v, styles=("simple", "normal", "ties")), targets, mask)


@suite.example("a long and a short sequence")
def unequal(dtype):
    mask = torch.tensor([[True, True, True, True], [True, False, False, False]])
    return call(
        "perplexity", values((2, 4, 3), "simple", 4).to(dtype), torch.tensor([[0, 1, 2, 0], [2, 1, -5, 9]]), mask
    )


@suite.example("logits of 1e4 that are right")
def large(dtype):
    logits = torch.tensor([[1e4, 0.0], [-1e4, 1e4], [0.5, 0.0]], dtype=dtype)
    return call("perplexity", logits, torch.tensor([0, 1, 1]), torch.tensor([True, True, True]))


@suite.example("no token")
def nothing(dtype):
    mask = torch.zeros(2, dtype=torch.bool)
    return script(call("perplexity", values((2, 3), "simple", 1).to(dtype), torch.tensor([0, 1]), mask), grads=False)
