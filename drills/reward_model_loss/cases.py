"""What the reward-model drill tries: differences of every size and sign. Scores are multiples of 1/2, exact in every dtype."""

import torch

from llmprep.drills.cases import Laid, Suite, call

suite = Suite()


@suite.cases
def ordinary(d):
    n = d.size(1, 5)
    scores = [Laid(d.ints(n, low=-5, high=5).tensor.to(d.dtype) / 2, d.one_of(("plain", "strided"))) for _ in range(2)]
    return call("reward_model_loss", *scores)


@suite.example("differences of 1e4 in both directions")
def extreme(dtype):
    return call("reward_model_loss", torch.tensor([1e4, 0.0], dtype=dtype), torch.tensor([0.0, 1e4], dtype=dtype))


@suite.example("the worked pairs")
def worked(dtype):
    return call("reward_model_loss", torch.tensor([2.0, 0.0], dtype=dtype), torch.tensor([1.0, 3.0], dtype=dtype))


@suite.example("a clear winner")
def clear(dtype):
    return call("reward_model_loss", torch.tensor([3.0], dtype=dtype), torch.tensor([-1.0], dtype=dtype))
