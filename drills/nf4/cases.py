"""What the NF4 drill tries: full and partial blocks, blocks of zeros, every level. No value lies near a middle."""

import torch

from llmprep.drills.cases import Laid, Suite, call, values
from llmprep.drills.truth import load_reference

suite = Suite(gradients=False, examples=60)
LEVELS = torch.tensor(load_reference("nf4")["LEVELS"], dtype=torch.float64)
MIDDLES = (LEVELS[1:] + LEVELS[:-1]) / 2


def clear(x, block_size):
    """x with zeros where the choice of the nearest level would be a close call."""
    flat = x.reshape(-1).clone()
    for block in flat.split(max(1, block_size)):
        y = block.double() / block.double().abs().max()
        block[((y[:, None] - MIDDLES).abs() < 0.01).any(1)] = 0
    return flat.reshape(x.shape)


@suite.cases
def quantize(d):
    block = d.size(1, 6)
    shape = (*d.batch(), d.size(1, 7))
    x = values(shape, d.one_of(("normal", "simple", "zeros", "large", "positive")), d.seed(), d.one_of((1.0, 1e-3)))
    laid = Laid(clear(x.to(d.dtype), block), d.one_of(("plain", "transposed", "strided", "offset")))
    return call("nf4_quantize", laid, block)


@suite.cases
def block_sizes(d):
    return call("nf4_quantize", torch.tensor([0.5, -2.0, 0.0]).to(d.dtype), d.size(-1, 4))


@suite.cases
def dequantize(d):
    shape, block = (*d.batch(), d.size(1, 5)), d.size(1, 6)
    n_blocks = -(-torch.Size(shape).numel() // block)
    codes = d.ints(n_blocks, block, low=0, high=15).tensor.to(torch.uint8)
    return call("nf4_dequantize", codes, d.tensor(n_blocks, styles=("positive", "normal")), shape)


@suite.example("every level")
def every_level(dtype):
    return call("nf4_quantize", (LEVELS * 2 + 0.01 * LEVELS.sign() * (LEVELS.abs() < 1)).to(dtype), 16)


@suite.example("just beside the middles")
def beside(dtype):
    near = torch.stack([MIDDLES - 0.012, MIDDLES + 0.012], 1).reshape(-1)
    return call("nf4_quantize", torch.cat([near, torch.tensor([1.0, -1.0])]).to(dtype), 32)


@suite.example("blocks of 64 by default, the last one partial")
def default(dtype):
    return call("nf4_quantize", clear(values((10, 13), "normal", 1).to(dtype), 64))


@suite.example("a block of zeros, and a negative maximum")
def zeros(dtype):
    return call("nf4_quantize", torch.tensor([0.0, 0.0, 1.0, -4.0, 2.0, 0.0], dtype=dtype), 2)


@suite.example("all codes back, in two dimensions")
def all_codes(dtype):
    codes = torch.arange(16, dtype=torch.uint8).reshape(4, 4)
    return call("nf4_dequantize", codes, torch.tensor([2.0, 0.5, 0.0, 3.0], dtype=dtype), (3, 5))
