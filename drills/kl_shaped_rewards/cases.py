"""What the KL-shaping drill tries: masks of every form, with finite nonsense outside of them. Values are exact in every dtype."""

import torch

from llmprep.drills.cases import Laid, Suite, call

suite = Suite(gradients=False)


def exact(d, *shape, low=-12, high=0):
    return Laid(d.ints(*shape, low=low, high=high).tensor.to(d.dtype) / 2, d.one_of(("plain", "transposed", "strided")))


@suite.cases
def ordinary(d):
    b, t = d.size(1, 3), d.size(1, 5)
    return call(
        "kl_shaped_rewards",
        exact(d, b, low=-6, high=6),
        exact(d, b, t),
        exact(d, b, t),
        d.mask(b, t),
        d.one_of((0.5, 0.25, 1.0, 0.0)),
    )


@suite.example("a prompt, a completion, padding")
def usual(dtype):
    mask = torch.tensor([[False, True, True, False], [False, False, True, True], [False, False, False, False]])
    logps = torch.tensor([[-1.0, -2.0, -3.0, -4.0]] * 3, dtype=dtype)
    ref = torch.tensor([[-5.0, -1.5, -3.5, -9.0]] * 3, dtype=dtype)
    return call("kl_shaped_rewards", torch.tensor([2.0, -1.0, 5.0], dtype=dtype), logps, ref, mask, 0.5)
