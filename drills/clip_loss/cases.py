"""What the CLIP drill tries: rows of different lengths, more dimensions than pairs and fewer, scales as numbers and tensors."""

import torch

from llmprep.drills.cases import Laid, Suite, call, script, values

suite = Suite()


def embeddings(d, n, width):
    made = d.tensor(n, width, styles=("normal",)).tensor
    made = made + torch.sign(made) * 0.25 + (made == 0) * 0.25
    return Laid(made * d.one_of((1.0, 0.5, 4.0)), d.one_of(("plain", "transposed", "strided")))


@suite.cases
def ordinary(d):
    n, width = d.size(1, 4), d.size(1, 5)
    scale = d.one_of((1.0, 5.0, 0.5))
    if d.flag():
        scale = torch.tensor(scale, dtype=d.dtype)
    step = call("clip_loss", embeddings(d, n, width), embeddings(d, n, width), scale)
    # In one dimension every cosine is 1 or -1: gradients are differences of large terms that cancel, nothing but rounding.
    return script(step, grads=width > 1)


@suite.example("the worked pairs")
def worked(dtype):
    image, text = (
        torch.tensor([[1.0, 0.0], [0.0, 2.0]], dtype=dtype),
        torch.tensor([[3.0, 0.0], [0.0, 1.0]], dtype=dtype),
    )
    return call("clip_loss", image, text, 1.0)


@suite.example("rows that are easier one way than the other")
def lopsided(dtype):
    image, text = values((3, 3), "simple", 11).to(dtype) + 0.25, values((3, 3), "simple", 12).to(dtype) + 0.25
    return call("clip_loss", image, text, torch.tensor(4.0, dtype=dtype))
