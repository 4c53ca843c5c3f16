"""Toy language models: log-probabilities that depend on the whole sequence, drawn from a hash of it."""

import hashlib

import torch


def toy_model(seed, vocab, sharpness, longest):
    """A step function. Sequences of more than `longest` tokens after bos are refused: they need not be extended."""

    def row(tokens):
        digest = hashlib.sha256(repr((seed, list(tokens))).encode()).digest()
        generator = torch.Generator().manual_seed(int.from_bytes(digest[:7], "big"))
        return torch.log_softmax(sharpness * torch.randn(vocab, generator=generator, dtype=torch.float64), -1)

    def step(sequences):
        if len(sequences) == 0:
            raise RuntimeError("step was called without sequences")
        if any(len(s) - 1 > longest for s in sequences):
            raise RuntimeError("step was called for a sequence that need not be extended")
        if any(not all(type(t) is int for t in s) for s in sequences):
            raise TypeError("sequences are lists of ints")
        return torch.stack([row(s) for s in sequences])

    return step


def table_model(table, default):
    """A step function from a dict of sequences (as tuples) to probabilities; all others get `default`."""

    def step(sequences):
        if len(sequences) == 0:
            raise RuntimeError("step was called without sequences")
        rows = []
        for s in sequences:
            probs = table.get(tuple(s), default)
            if probs is None:
                raise RuntimeError("step was called for a sequence that need not be extended")
            rows.append(probs)
        return torch.tensor(rows, dtype=torch.float64).log()

    return step
