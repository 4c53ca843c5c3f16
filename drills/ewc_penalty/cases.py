"""What the EWC drill tries: several tensors of different shapes, keys in another order. Values are exact in every dtype."""

import torch

from llmprep.drills.cases import Laid, Suite, call

suite = Suite()


def exact(d, shape, low, high):
    return Laid(d.ints(*shape, low=low, high=high).tensor.to(d.dtype) / 2, d.one_of(("plain", "transposed", "strided")))


@suite.cases
def ordinary(d):
    shapes = {name: d.batch(2, 3) for name in ("w", "b", "emb")[: d.size(1, 3)]}
    backwards = list(shapes)[::-1]
    return call(
        "ewc_penalty",
        {k: exact(d, shapes[k], -4, 4) for k in shapes},
        {k: exact(d, shapes[k], -4, 4) for k in backwards},
        {k: exact(d, shapes[k], 0, 6) for k in shapes},
        d.one_of((4.0, 1.0, 0.5)),
    )


@suite.example("the worked weights")
def worked(dtype):
    theta, old, f = ({"w": torch.tensor(x, dtype=dtype)} for x in ([1.0, 2.0], [0.0, 2.0], [3.0, 5.0]))
    return call("ewc_penalty", theta, old, f, 4.0)
