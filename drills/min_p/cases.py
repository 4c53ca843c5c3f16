"""What the min_p drill tries: no token lies near the threshold, except those that tie with the largest."""

import torch

from llmprep.drills.cases import Suite, call

suite = Suite()
CHOICES = (0.1, 0.5, 0.3, 1.0, 0.05, 0.8, 0.2, 0.0)


def clear_of_threshold(logits, min_p):
    """Whether every token is well above or below the threshold, or ties with the largest."""
    gaps = logits.double() - logits.double().amax(-1, keepdim=True)
    margin = 0.05 if logits.dtype in (torch.bfloat16, torch.float16) else 1e-3
    return bool((((gaps.exp() - min_p).abs() > margin * min_p) | (gaps == 0)).all())


@suite.cases
def ordinary(d):
    logits = d.tensor(*d.batch(), d.size(1, 6), styles=("simple", "normal", "ties", "equal"))
    start = d.integer(0, len(CHOICES) - 1)
    options = CHOICES[start:] + CHOICES[:start]
    return call("min_p_probs", logits, next(p for p in options if clear_of_threshold(logits.tensor, p)))


@suite.example("all negative logits")
def negative_logits(dtype):
    return call("min_p_probs", torch.tensor([[-5.0, -4.0, -9.0], [-200.0, -201.0, -203.0]], dtype=dtype), 0.2)


@suite.example("min_p = 1 keeps all that tie with the largest")
def one(dtype):
    return call("min_p_probs", torch.tensor([[2.0, 1.0, 2.0], [0.0, 0.0, 0.0]], dtype=dtype), 1.0)


@suite.example("min_p = 0 keeps everything")
def zero(dtype):
    return call("min_p_probs", torch.tensor([0.0, 3.0, -2.0], dtype=dtype), 0)


@suite.example("a flat and a peaked row")
def rows_differ(dtype):
    probs = torch.tensor([[0.9, 0.06, 0.04], [0.4, 0.35, 0.25]])
    return call("min_p_probs", probs.log().to(dtype), 0.1)


@suite.example("logits of -inf and logits that overflow exp")
def holes(dtype):
    rows = [[float("-inf"), 300.0, 299.0, 290.0], [-400.0, float("-inf"), -400.0, -401.0]]
    return call("min_p_probs", torch.tensor(rows, dtype=dtype), 0.1)


@suite.example("min_p below 0 is refused")
def below():
    return call("min_p_probs", torch.tensor([0.0, 1.0]), -0.01)


@suite.example("min_p above 1 is refused")
def above():
    return call("min_p_probs", torch.tensor([0.0, 1.0]), 1.01)
