"""What the masking drill tries: what is possible at each position, then frequencies over many."""

import torch

from llmprep.drills.cases import Counted, Seeded, Suite, call

suite = Suite(dtypes=("float64",), gradients=False, examples=20)


@suite.cases
def ordinary(d):
    shape = (*d.batch(), d.size(1, 6))
    vocab = d.size(2, 6)
    return call(
        "mask_tokens",
        d.ints(*shape, low=0, high=vocab - 1),
        vocab - 1,
        vocab,
        d.mask(*shape),
        d.generator(),
        d.one_of((0.15, 0.5, 1.0, 0.0)),
    )


@suite.judge
def possible(script, expected, got):
    tokens, _mask_id, vocab, special, _, *rest = script.steps[0].args
    tokens, special, p = tokens.tensor, special.tensor, rest[0] if rest else 0.15
    value = got[0].value
    if not (isinstance(value, list | tuple) and len(value) == 2 and all(isinstance(v, torch.Tensor) for v in value)):
        return "the result should be a pair of tensors"
    inputs, labels = value
    if any(v.shape != tokens.shape or v.dtype != torch.int64 for v in value):
        return f"inputs and labels should be int64 tensors of shape {tuple(tokens.shape)}"
    chosen = labels != -100
    if (chosen & special).any():
        return "a special position was chosen"
    if (labels != torch.where(chosen, tokens, -100)).any():
        return "a label is neither -100 nor the original token"
    if (inputs != tokens)[~chosen].any():
        return "a position that is not chosen was changed"
    if ((inputs < 0) | (inputs >= vocab)).any():
        return "an input is no token of the vocabulary"
    if (p == 1 and (chosen != ~special).any()) or (p == 0 and chosen.any()):
        return f"with p = {p:g} {'every position that is not special' if p else 'no position'} is chosen"
    return None


def counts(ask, seed, p, vocab=6, mask_id=4, token=2, rows=6000, width=10, **named):
    tokens = torch.full((rows, width), token)
    special = torch.zeros(rows, width, dtype=torch.bool)
    special[:, ::5] = True
    args = (tokens, mask_id, vocab, special, Seeded(seed)) + (() if p is None else (p,))
    ((outcome,),) = ask([call("mask_tokens", *args)])
    inputs, labels = outcome.value
    return inputs[~special], labels[~special]


@suite.statistics("chosen with probability p; 80 % masked, 10 % random, 10 % kept")
def fates(ask, seed):
    vocab, mask_id, token = 6, 4, 2
    for i, p in enumerate((None, 0.5, 1.0)):
        share = 0.15 if p is None else p
        inputs, labels = counts(ask, seed + i, p)
        cell = torch.where(labels == -100, vocab, inputs)
        expected = [share * 0.1 / vocab] * vocab + [1 - share]
        expected[mask_id] += share * 0.8
        expected[token] += share * 0.1
        yield Counted(
            f"fates at p = {share:g}",
            torch.bincount(cell, minlength=vocab + 1).tolist(),
            expected,
            [*(f"token {i}" for i in range(vocab)), "not chosen"],
        )


PAIRS = ["neither is chosen", "only the second is chosen", "only the first is chosen", "both are chosen"]


@suite.statistics("positions are independent")
def independence(ask, seed):
    inputs, labels = counts(ask, seed + 10, 0.5)
    chosen = (labels != -100).view(6000, -1).long()
    pairs = torch.bincount((chosen[:, 0] * 2 + chosen[:, 1]), minlength=4)
    yield Counted("neighbours in a row", pairs.tolist(), [0.25] * 4, PAIRS)
    rows = torch.bincount((chosen[0::2] * 2 + chosen[1::2]).flatten(), minlength=4)
    yield Counted("neighbours in a column", rows.tolist(), [0.25] * 4, PAIRS)
    again, _ = counts(ask, seed + 11, 0.5)
    if torch.equal(again, inputs):
        yield "two generators with different seeds choose the same"
