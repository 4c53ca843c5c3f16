"""What the causal-LM drill tries: ignored targets, uneven rows, sizes of 1, large logits."""

import torch

from llmprep.drills.cases import Suite, call, script, values

suite = Suite()


@suite.cases
def ordinary(d):
    b, t, v = d.size(1, 3), d.size(2, 5), d.size(1, 5)
    logits = d.tensor(b, t, v, styles=("simple", "normal", "ties"), scale=2.0)
    return call("causal_lm_loss", logits, d.ints(b, t, low=0, high=v - 1))


@suite.cases
def ignored(d):
    b, t, v = d.size(1, 3), d.size(3, 5), d.size(2, 4)
    ignore = d.one_of((-100, 0, v - 1, -1))
    tokens = d.ints(b, t, low=0, high=v - 1).tensor
    tokens[0, 2:] = ignore
    tokens[0, 1] = 1 if ignore != 1 else 0
    return call("causal_lm_loss", d.tensor(b, t, v, scale=2.0), tokens, ignore)


@suite.example("-100 is ignored by default, and may stand at the first place")
def default_ignore(dtype):
    tokens = torch.tensor([[-100, 1, 2, -100], [0, 2, -100, 1]])
    return call("causal_lm_loss", values((2, 4, 3), "simple", 1).to(dtype), tokens)


@suite.example("a vocabulary of one, and a target that is ignored")
def one_word(dtype):
    return call("causal_lm_loss", values((1, 3, 1), "simple", 1).to(dtype), torch.tensor([[0, -100, 0]]))


@suite.example("logits of 1e4")
def large(dtype):
    logits = torch.tensor([[[1e4, 0.0, -1e4], [-1e4, -1e4, -1e4], [0.0, 0.0, 0.0]]], dtype=dtype)
    return call("causal_lm_loss", logits, torch.tensor([[0, 1, 2]]))


@suite.example("one token: nothing to predict")
def single(dtype):
    return script(
        call("causal_lm_loss", values((2, 1, 3), "simple", 1).to(dtype), torch.tensor([[0], [2]])), grads=False
    )


@suite.example("everything ignored")
def nothing(dtype):
    tokens = torch.full((1, 3), -100)
    return script(call("causal_lm_loss", values((1, 3, 2), "simple", 1).to(dtype), tokens), grads=False)
