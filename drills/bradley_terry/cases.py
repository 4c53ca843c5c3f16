"""What the Bradley-Terry drill tries: every dtype, pairs that never met, lopsided results, anything on the diagonal."""

import torch

from llmprep.drills.cases import Laid, Suite, call

# Iterations stop somewhere: no result is held to the last digits.
suite = Suite(gradients=False, rtol={"float64": 1e-6}, examples=18)


def connected(wins):
    """A table in which a circle of wins joins all players, and not everybody has won as often as lost."""
    n = len(wins)
    wins = wins.clone()
    for i in range(n):
        wins[i, (i + 1) % n] += 1
    played = wins - torch.diag(wins.diag())
    if n > 1 and bool((played.sum(0) == played.sum(1)).all()):
        wins[0, 1] += 2
    return wins


def table(d, n, high):
    share = d.one_of((1, 2))
    made = d.ints(n, n, low=0, high=high).tensor
    sparse = d.ints(n, n, low=0, high=share - 1).tensor == 0
    return connected(made * sparse)


@suite.cases
def ordinary(d):
    wins = table(d, d.size(1, 5), d.one_of((3, 9)))
    layout = d.one_of(("plain", "transposed", "strided", "offset"))
    return call("bradley_terry", Laid(wins if d.flag() else wins.to(d.dtype), layout))


@suite.cases
def draws_count_half(d):
    wins = table(d, d.size(2, 4), 6).double()
    wins[1, 0] += 0.5
    wins[0, 1] += 1.5
    return call("bradley_terry", Laid(wins.to(d.dtype)))


@suite.example("three of four")
def pair(dtype):
    return call("bradley_terry", Laid(torch.tensor([[0, 3], [1, 0]], dtype=dtype)))


@suite.example("three players, integers")
def three():
    return call("bradley_terry", torch.tensor([[0, 2, 1], [1, 0, 2], [1, 1, 0]]))


@suite.example("numbers on the diagonal")
def diagonal(dtype):
    return call("bradley_terry", Laid(torch.tensor([[9, 3, 0], [1, -5, 2], [1, 1, 2]], dtype=dtype)))


@suite.example("NaN and infinity on the diagonal")
def no_numbers(dtype):
    nan, inf = float("nan"), float("inf")
    return call("bradley_terry", Laid(torch.tensor([[nan, 3, 0], [1, inf, 2], [1, 1, -inf]], dtype=dtype)))


@suite.example("lopsided results that contradict each other")
def contradictory():
    # Newton's method without shorter steps runs away here; the slow classic iteration needs some 1,600 rounds.
    wins = [
        [0, 100, 5000, 0, 0],
        [60000, 0, 10, 300, 0],
        [500, 0, 0, 80, 40],
        [0, 30000, 2000, 0, 3000],
        [5, 0, 0, 0, 0],
    ]
    return call("bradley_terry", torch.tensor(wins))


@suite.example("a chain in which only neighbours met")
def chain():
    wins = torch.zeros(5, 5, dtype=torch.int64)
    for i in range(4):
        wins[i, i + 1], wins[i + 1, i] = 3, 1 + i
    return call("bradley_terry", wins)


@suite.example("one win in a hundred")
def lopsided(dtype):
    return call("bradley_terry", Laid(torch.tensor([[0, 99, 40], [1, 0, 20], [2, 8, 0]], dtype=dtype)))


@suite.example("a single player")
def alone(dtype):
    return call("bradley_terry", Laid(torch.tensor([[3.0]], dtype=dtype)))
