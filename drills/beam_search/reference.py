"""Beam search."""

from collections.abc import Callable
from typing import NamedTuple

import torch


class Beam(NamedTuple):
    """A sequence that begins with bos, the sum of its log-probabilities, and whether it is finished."""

    tokens: list[int]
    total: float
    finished: bool

    @property
    def length(self) -> int:
        return len(self.tokens) - 1  # bos is given, not generated


def beam_search(
    step: Callable[[list[list[int]]], torch.Tensor],
    bos: int,
    eos: int,
    beam_width: int,
    max_len: int,
    length_penalty: float = 0.0,
) -> tuple[list[int], float]:
    """The best finished sequence and its score, sum / length ** length_penalty.

    step: list of n sequences -> log-probabilities (n, V) of the next token. max_len: most tokens after bos; a sequence
    of that length is finished without eos too. Finished beams keep their place among the beam_width best.
    """

    def score(beam: Beam) -> float:
        return beam.total / beam.length**length_penalty

    def reach(beam: Beam) -> float:
        """The best score that a live beam could still get: its sum can only fall, its length can grow."""
        return max(beam.total / n**length_penalty for n in range(beam.length + 1, max_len + 1))

    beams = [Beam([bos], 0.0, False)]
    while True:
        live = [beam for beam in beams if not beam.finished]
        finished = [beam for beam in beams if beam.finished]
        best = max(finished, key=score, default=None)
        if best and (not live or score(best) >= max(map(reach, live))):
            return best.tokens, score(best)
        pool = finished
        rows = step([beam.tokens for beam in live]).tolist()
        for beam, row in zip(live, rows):
            ends = beam.length + 1 == max_len
            for token, logp in enumerate(row):
                pool.append(Beam([*beam.tokens, token], beam.total + logp, ends or token == eos))
        beams = sorted(pool, key=score, reverse=True)[:beam_width]
