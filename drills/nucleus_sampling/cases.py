"""What the nucleus_sampling drill tries: boundaries well away from p, p = 1, ties, holes, bad arguments."""

import torch

from llmprep.drills.cases import Suite, call, script

suite = Suite(examples=60)
CHOICES = (0.9, 0.5, 0.3, 0.7, 0.95, 0.1, 0.6, 0.8, 0.4, 0.2)


def clear_of_boundaries(logits, p):
    """Whether no sum of leading probabilities comes near p in any row, so that rounding decides nothing."""
    ranked = torch.softmax(logits.double(), -1).sort(-1, descending=True).values
    margin = 0.02 if logits.dtype in (torch.bfloat16, torch.float16) else 1e-3
    return bool(((ranked.cumsum(-1) - p).abs() > margin).all())


@suite.cases
def ordinary(d):
    styles = ("simple", "normal", "ties", "equal")
    logits = d.tensor(*d.batch(), d.size(1, 7), styles=styles, scale=d.one_of((1.0, 0.5, 2.0)))
    start = d.integer(0, len(CHOICES) - 1)
    options = CHOICES[start:] + CHOICES[:start]
    p = next((p for p in options if clear_of_boundaries(logits.tensor, p)), 1.0)
    return call("nucleus_probs", logits, p)


@suite.cases
def everything(d):
    return call("nucleus_probs", d.tensor(*d.batch(), d.size(1, 6), styles=("simple", "normal", "ties")), 1.0)


@suite.example("p = 1 keeps every one of 512 tokens")
def all_of_many(dtype):
    return call("nucleus_probs", torch.zeros(2, 512, dtype=dtype), 1.0)


@suite.example("p = 1 keeps a tail of 3e-11 too")
def all_of_a_peak(dtype):
    # Its gradients are what is left when numbers near 1 cancel: rounding and nothing else.
    return script(call("nucleus_probs", torch.tensor([25.0, 0.0, 0.0], dtype=dtype), 1.0), grads=False)


@suite.example("logits of -inf and logits that overflow exp")
def holes(dtype):
    rows = [[float("-inf"), 300.0, 299.0, 301.0], [-400.0, float("-inf"), -400.0, -401.0]]
    return call("nucleus_probs", torch.tensor(rows, dtype=dtype), 0.6)


@suite.example("rows with nuclei of different sizes")
def sizes_differ(dtype):
    probs = torch.tensor([[0.05, 0.9, 0.05], [0.3, 0.3, 0.4], [0.25, 0.6, 0.15]])
    return call("nucleus_probs", probs.log().to(dtype), 0.8)


@suite.example("a p so small that only the first token stays")
def tiny(dtype):
    return call("nucleus_probs", torch.tensor([0.0, 2.0, 2.0, 1.0], dtype=dtype), 1e-12)


@suite.example("48 equal logits: the lower index first")
def many_ties(dtype):
    # So many that a sort which is not told to be stable mixes them.
    return call("nucleus_probs", torch.zeros(48, dtype=dtype), 0.3)


@suite.example("a sum that is exactly p")
def exactly_p(dtype):
    return call("nucleus_probs", torch.zeros(2, 4, dtype=dtype), 0.5)


@suite.example("p = 0 is refused")
def zero():
    return call("nucleus_probs", torch.tensor([0.0, 1.0]), 0.0)


@suite.example("p just above 1 is refused")
def above_one():
    return call("nucleus_probs", torch.tensor([0.0, 1.0]), 1.001)


@suite.example("p below 0 is refused")
def negative():
    return call("nucleus_probs", torch.tensor([0.0, 1.0]), -0.25)


@suite.property("p = 1 gives every token its share")
def nothing_cut(script, got):
    logits, p = script.steps[0].args
    if p != 1:
        return None
    share = torch.softmax(getattr(logits, "tensor", logits).double(), -1)
    # Below the smallest normal number of the dtype a right result may round to 0.
    lost = (share > torch.finfo(got[0].value.dtype).tiny) & (got[0].value == 0)
    return f"p = 1 keeps every token, but one with probability {share[lost].max():.2g} is 0" if lost.any() else None
