"""What the int8 drill tries: rows of very different sizes, zeros, both ways. No value lies near a half step."""

import torch

from llmprep.drills.cases import Laid, Suite, call, values

suite = Suite(gradients=False)


def clear(w):
    """The weight with zeros where rounding to an integer would be a close call."""
    steps = w.double() / (w.double().abs().amax(1, keepdim=True) / 127)
    return torch.where(((steps - steps.floor()) - 0.5).abs() < 0.02, torch.zeros_like(w), w)


@suite.cases
def quantize(d):
    shape = (d.size(1, 4), d.size(1, 6))
    style = d.one_of(("normal", "simple", "large", "zeros", "spiky", "positive"))
    w = values(shape, style, d.seed(), d.one_of((1.0, 1e-4, 100.0)))
    rows = torch.tensor([d.one_of((1.0, 0.0, 1e-3, 30.0)) for _ in range(shape[0])]).double()
    return call(
        "quantize_int8", Laid(clear((w * rows[:, None]).to(d.dtype)), d.one_of(("plain", "transposed", "strided")))
    )


@suite.cases
def dequantize(d):
    shape = (d.size(1, 4), d.size(1, 6))
    q = d.ints(*shape, low=-127, high=127).tensor.to(torch.int8)
    return call("dequantize_int8", q, d.tensor(shape[0], 1, styles=("positive",), dtype=torch.float32))


@suite.example("the largest value is negative")
def negative(dtype):
    return call("quantize_int8", torch.tensor([[1.0, -4.0, 2.2], [0.3, -0.1, -0.2]], dtype=dtype))


@suite.example("a row of zeros between others")
def zero_row(dtype):
    return call("quantize_int8", torch.tensor([[3.0, 1.0], [0.0, 0.0], [-0.001, 0.0003]], dtype=dtype))


@suite.example("rows of very different sizes, more rows than columns")
def sizes(dtype):
    return call("quantize_int8", clear(values((5, 3), "normal", 4).to(dtype) * torch.tensor([[1.0], [1e-5], [1e3], [1e-2], [7.0]]).to(dtype)))  # fmt: skip


@suite.example("a square weight")
def square(dtype):
    return call("quantize_int8", clear(values((4, 4), "normal", 7).to(dtype)))


@suite.example("a scale of 0")
def zero_scale():
    return call("dequantize_int8", torch.tensor([[5, -127], [0, 0]], dtype=torch.int8), torch.tensor([[0.5], [0.0]]))
