"""What the temperature drill tries."""

import torch

from llmprep.drills.cases import Suite, call

suite = Suite()


@suite.cases
def ordinary(d):
    logits = d.tensor(*d.batch(), d.size(1, 6), styles=("simple", "normal", "ties"))
    return call("temperature_probs", logits, d.one_of((1.0, 0.5, 2.0, 0.1, 0.25, 0.7, 10.0)))


@suite.cases
def limits(d):
    # Gaps are multiples of 1/2, so that divided by the temperature they are 0 or above 100.
    logits = d.tensor(*d.batch(), d.size(1, 6), styles=("simple", "ties", "equal"))
    return call("temperature_probs", logits, d.one_of((0.0, 0.001, 1e-4, 1e-6)))


@suite.example("a temperature of 1e-4 with logits that overflow")
def tiny(dtype):
    return call("temperature_probs", torch.tensor([[1.0, 3.0, 3.0, -2.0], [100.0, 0.0, 99.0, 1.0]], dtype=dtype), 1e-4)


@suite.example("close logits that half precision would merge once they are divided")
def close(dtype):
    return call("temperature_probs", torch.tensor([10.0, 10.0625, 9.9375], dtype=dtype), 0.05)


@suite.property("small temperatures are right in half precision too")
def accurate(script, got):
    step = script.steps[0]
    logits, temperature = getattr(step.args[0], "tensor", step.args[0]), step.args[1]
    if temperature < 0.01 or got[0].raised:
        return None
    wanted = torch.softmax(logits.double() / temperature, dim=-1)
    off = float((got[0].value.double() - wanted).abs().max())
    return None if off < 0.02 else f"a probability is off by {off:.3f}: divide in float32 or better, then cast back"


@suite.example("logits of -inf")
def holes(dtype):
    rows = [[float("-inf"), 0.0, 1.0], [2.0, float("-inf"), 2.0]]
    return call("temperature_probs", torch.tensor(rows, dtype=dtype), 0.5)


@suite.example("temperature 0 with a tie takes the first")
def zero(dtype):
    return call("temperature_probs", torch.tensor([[0.0, 2.0, 2.0], [-1.0, -3.0, -1.0]], dtype=dtype), 0)


@suite.example("a negative temperature is refused")
def negative():
    return call("temperature_probs", torch.tensor([0.0, 1.0]), -0.5)
