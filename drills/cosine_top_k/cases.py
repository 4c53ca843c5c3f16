"""What the cosine drill tries: duplicates and zeros (exact ties), otherwise cosines with a margin; one query and several."""

import torch

from llmprep.drills.cases import Laid, Suite, call

suite = Suite(gradients=False)
MARGIN = 1e-6


def separated(query, docs):
    """Whether cosines are equal or clearly apart."""
    unit = [t.double() / t.double().norm(dim=-1, keepdim=True).clamp(min=1e-300) for t in (query, docs)]
    cosines = (unit[0] @ unit[1].mT).sort(-1).values
    gaps = cosines.diff(dim=-1)
    return bool(((gaps < 1e-12) | (gaps > MARGIN)).all())


@suite.cases
def ordinary(d):
    n, width = d.size(1, 6), d.size(1, 4)
    query = d.tensor(*((d.size(1, 3),) if d.flag() else ()), width, styles=("simple", "normal"))
    docs = d.tensor(n, width, styles=("simple", "normal", "ties"))
    if not separated(query.tensor, docs.tensor):
        docs = Laid(torch.eye(n, width, dtype=d.dtype) * 2)
    return call("cosine_top_k", query, docs, d.size(1, n + 1))


@suite.example("duplicates, zeros and orthogonal documents")
def ties(dtype):
    docs = torch.tensor([[0.0, 2.0], [3.0, 3.0], [5.0, 0.0], [0.0, 0.0], [3.0, 3.0], [-1.0, 0.0]], dtype=dtype)
    return call("cosine_top_k", torch.tensor([1.0, 0.0], dtype=dtype), docs, 6)


@suite.example("many duplicates")
def many_ties(dtype):
    # So many that topk, and a sort which is not told to be stable, mix them.
    kinds = torch.tensor([[0.0, 2.0], [3.0, 0.0], [0.0, 0.0]], dtype=dtype)
    return call("cosine_top_k", torch.tensor([1.0, 0.0], dtype=dtype), kinds.repeat(16, 1), 40)


@suite.example("a query of zeros")
def zero_query(dtype):
    docs = torch.tensor([[1.0, 2.0], [3.0, -1.0], [0.5, 0.0]], dtype=dtype)
    return call("cosine_top_k", torch.zeros(2, 2, dtype=dtype), docs, 2)


@suite.example("close documents that a half cannot tell apart")
def close(dtype):
    docs = torch.tensor([[1.0, 0.125], [1.0, 0.0625], [1.0, 0.03125], [1.0, -0.015625]], dtype=dtype)
    return call("cosine_top_k", torch.tensor([[1.0, 0.0], [64.0, 0.5]], dtype=dtype), docs, 4)


@suite.example("long vectors that point elsewhere")
def long(dtype):
    docs = torch.tensor([[1.0, 1.0, 0.0], [8.0, 64.0, 8.0], [0.5, 0.25, 0.0]], dtype=dtype)
    return call("cosine_top_k", torch.tensor([2.0, 1.0, 0.0], dtype=dtype), docs, 2)
