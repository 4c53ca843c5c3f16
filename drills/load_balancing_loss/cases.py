"""What the load-balancing drill tries: every top_k, ties, uniform and collapsed routers."""

import torch

from llmprep.drills.cases import Suite, call, values

suite = Suite(examples=60)


@suite.cases
def ordinary(d):
    t, e = d.size(1, 6), d.size(1, 5)
    logits = d.tensor(t, e, styles=("normal", "simple", "ties"), scale=d.one_of((1.0, 2.0)))
    return call("load_balancing_loss", logits, d.size(1, e))


@suite.cases
def few_choices(d):
    return call("load_balancing_loss", d.tensor(d.size(2, 6), 4, styles=("simple", "ties")), d.size(1, 3))


@suite.example("ties go to the lower expert")
def ties(dtype):
    logits = torch.tensor([[1.0, 2.0, 2.0, 0.0], [0.5, 0.5, 0.5, 0.5], [3.0, 0.0, 1.0, 1.0]], dtype=dtype)
    return call("load_balancing_loss", logits, 1)


@suite.example("ties at the edge of the top two")
def ties_at_two(dtype):
    logits = torch.tensor([[1.0, 2.0, 1.0, 0.0], [0.5, 1.5, 0.5, 0.5], [3.0, 0.0, 1.0, 1.0]], dtype=dtype)
    return call("load_balancing_loss", logits, 2)


@suite.example("ties among many experts")
def many_ties(dtype):
    # Beyond 16 entries torch's own sort is not stable unless it is asked to be.
    return call("load_balancing_loss", values((3, 40), "ties", 4).to(dtype), 3)


@suite.example("uniform")
def uniform(dtype):
    return call("load_balancing_loss", torch.zeros(3, 4, dtype=dtype), top_k=2)


@suite.example("one expert gets everything")
def collapsed(dtype):
    return call("load_balancing_loss", torch.tensor([[9.0, 0.0, 0.0]] * 4, dtype=dtype), 1)


@suite.example("logits of 1e4")
def large(dtype):
    return call("load_balancing_loss", torch.tensor([[1e4, -1e4, 0.0], [0.0, 5e3, 1.0]], dtype=dtype), 1)


@suite.example("more experts than tokens")
def wide(dtype):
    return call("load_balancing_loss", values((2, 7), "normal", 3).to(dtype), 3)
