"""What the PPO drill tries: ratios inside and outside the range, advantages of both signs, nonsense outside the mask."""

import torch

from llmprep.drills.cases import Laid, Suite, call

suite = Suite()


def tokens(d, b, t, low, high, step):
    return Laid(
        d.ints(b, t, low=low, high=high).tensor.to(d.dtype) * step, d.one_of(("plain", "transposed", "strided"))
    )


# Differences of logps are multiples of 1/8: exact in every dtype, and no ratio lies on the edge of a range.
@suite.cases
def ordinary(d):
    b, t = d.size(1, 3), d.size(1, 4)
    mask = d.mask(b, t).tensor
    mask[0, 0] = True
    return call(
        "ppo_clip_loss", tokens(d, b, t, -12, -4, 0.125), tokens(d, b, t, -12, -4, 0.125), tokens(d, b, t, -4, 4, 0.5), mask,
        d.one_of((0.2, 0.1, 0.5)),
    )  # fmt: skip


@suite.example("beyond the range on both sides, both signs")
def corners(dtype):
    logps = torch.tensor([[-1.0, -1.0, -2.0, -2.0, -1.0]], dtype=dtype)
    old = torch.tensor([[-2.0, -2.0, -1.0, -1.0, -1.0]], dtype=dtype)
    return call(
        "ppo_clip_loss",
        logps,
        old,
        torch.tensor([[2.0, -3.0, 1.0, -1.5, 0.5]], dtype=dtype),
        torch.ones(1, 5, dtype=torch.bool),
    )


@suite.example("one token alone, clipped")
def clipped(dtype):
    made = [torch.tensor([[x]], dtype=dtype) for x in (-1.0, -2.0, 1.0)]
    return call("ppo_clip_loss", *made, torch.ones(1, 1, dtype=torch.bool), 0.2)


@suite.example("differences of 1000 on padding")
def padding(dtype):
    mask = torch.tensor([[True, False], [True, True]])
    logps = torch.tensor([[-1.0, 0.0], [-2.0, -1.0]], dtype=dtype)
    old = torch.tensor([[-1.5, -1000.0], [-1.5, -1.5]], dtype=dtype)
    return call("ppo_clip_loss", logps, old, torch.tensor([[1.0, 50.0], [-1.0, 2.0]], dtype=dtype), mask)
