"""What the embedding drill tries."""

import torch

from llmprep.drills.cases import Suite, call

suite = Suite()


@suite.cases
def ordinary(d):
    vocab, dim = d.size(1, 6), d.size(1, 4)
    ids = d.ints(*d.batch(), d.size(1, 5), low=0, high=vocab - 1)
    padding = d.maybe(d.integer(0, vocab - 1))
    return call("embedding", ids, d.tensor(vocab, dim), padding_idx=padding)


@suite.example("a padding row that is not zero")
def padding_row(dtype):
    weight = torch.arange(8, dtype=dtype).reshape(4, 2) + 1
    return call("embedding", torch.tensor([[0, 1, 1], [3, 1, 2]]), weight, padding_idx=1)


@suite.example("a single id")
def single(dtype):
    return call("embedding", torch.tensor(2), torch.arange(6, dtype=dtype).reshape(3, 2))
