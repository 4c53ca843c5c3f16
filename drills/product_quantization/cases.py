"""What the product quantization drill tries: values on a coarse grid, so that every distance and every tie is exact."""

import torch

from llmprep.drills.cases import Laid, Suite, call, values

suite = Suite(gradients=False, examples=24)
LAYOUTS = ("plain", "transposed", "strided", "offset")


def grid(d, *shape):
    return Laid(values(shape, "simple", d.seed()).to(d.dtype), d.one_of(LAYOUTS))


@suite.cases
def encoding(d):
    m, width = d.size(1, 3), d.size(1, 4)
    return call("pq_encode", grid(d, d.size(1, 5), m * width), grid(d, m, 256, width))


@suite.cases
def distances(d):
    m, width = d.size(1, 3), d.size(1, 4)
    codes = d.ints(d.size(1, 5), m, low=0, high=255).tensor.to(torch.uint8)
    return call("pq_distances", grid(d, m * width), Laid(codes, d.one_of(LAYOUTS)), grid(d, m, 256, width))


def rulers(dtype):
    steps = torch.arange(256)
    return Laid(torch.stack([steps, 10 * steps])[..., None].to(dtype if dtype == torch.float64 else torch.float32))


@suite.example("two rulers: distances to codes")
def distances_on_rulers(dtype):
    books = rulers(dtype)
    codes = torch.tensor([[3, 1], [7, 0], [255, 1], [0, 255], [1, 128]], dtype=torch.uint8)
    return call("pq_distances", Laid(torch.tensor([1.0, 12.0]).to(books.tensor.dtype)), codes, books)


@suite.example("two rulers: a tie goes to the lower number")
def encode_rulers(dtype):
    books = rulers(dtype)
    x = torch.tensor([[3.0, 14.0], [7.0, 5.0], [254.5, 2550.0], [128.0, 1275.0]]).to(books.tensor.dtype)
    return call("pq_encode", Laid(x), books)


@suite.example("codewords that a half cannot tell apart")
def close(dtype):
    books = torch.full((1, 256, 2), 32.0)
    books[0, :, 1] = torch.arange(256) % 8
    x = torch.tensor([[0.0, 5.0], [0.0, 7.0], [64.0, 3.0]])
    return call("pq_encode", Laid(x.to(dtype)), Laid(books.to(dtype)))


@suite.peak("no decoding: less than half of N x d")
def memory():
    n, d, m = 40_000, 256, 8
    codes = torch.randint(256, (n, m), generator=torch.Generator().manual_seed(5)).to(torch.uint8)
    step = call("pq_distances", values((d,), "normal", 1).float(), codes, values((m, 256, d // m), "normal", 2).float())
    return step, n * d // 2 * 4
