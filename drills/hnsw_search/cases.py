"""What the HNSW drill tries: random sparse graphs whose distances are whole numbers without ties, lists and dicts."""

import torch

from llmprep.drills.cases import Laid, Suite, call

suite = Suite(gradients=False, examples=60)


def points(n, width, seed):
    """Whole coordinates and a query whose squared distances to them all differ."""
    g = torch.Generator().manual_seed(seed)
    for _ in range(50):
        made = torch.randint(-9, 10, (n + 1, width), generator=g)
        squared = (made[:n] - made[n]).square().sum(-1)
        if len(squared.unique()) == n:
            return made[:n], made[n]
    return torch.randperm(n, generator=g)[:, None].expand(n, width), torch.full((width,), -1)


def graph(n, degree, seed):
    g = torch.Generator().manual_seed(seed)
    return [
        torch.randint(n, (int(torch.randint(degree + 1, (1,), generator=g)),), generator=g).tolist() for _ in range(n)
    ]


@suite.cases
def ordinary(d):
    n = d.size(1, 12)
    vectors, query = points(n, d.size(1, 3), d.seed())
    edges = graph(n, d.size(1, 4), d.seed())
    layout = d.one_of(("plain", "transposed", "strided", "offset"))
    laid = Laid(vectors.to(d.dtype), layout, grad=False)
    neighbors = dict(enumerate(edges)) if d.flag() else edges
    return call("search_layer", laid, neighbors, d.size(0, n - 1), Laid(query.to(d.dtype), grad=False), d.size(1, 5))


def line(dtype, places, query, neighbors, ef, entry=0):
    vectors = Laid(torch.tensor(places, dtype=dtype)[:, None], grad=False)
    return call("search_layer", vectors, neighbors, entry, Laid(torch.tensor([query], dtype=dtype), grad=False), ef)


@suite.example("ef = 1 is greedy descent")
def greedy(dtype):
    return line(dtype, [0.0, 4.0, 9.0, 7.0, 2.0], 10.0, [[1, 4], [0, 2], [1, 3], [2], [0, 3]], 1)


@suite.example("ef = 3 on the same graph")
def wider(dtype):
    return line(dtype, [0.0, 4.0, 9.0, 7.0, 2.0], 10.0, [[1, 4], [0, 2], [1, 3], [2], [0, 3]], 3)


@suite.example("the nearest node hides behind a far one")
def hidden(dtype):
    return line(dtype, [5.0, 8.0, 1.0, 6.0], 0.0, [[1, 3], [2], [], []], 2)


@suite.example("the far one is expanded while the results are few")
def found(dtype):
    return line(dtype, [5.0, 8.0, 1.0, 6.0], 0.0, [[1, 3], [2], [], []], 3)


@suite.example("an entry that is pushed out, and a candidate that has become too far")
def pushed_out(dtype):
    return line(dtype, [9.0, 7.0, 8.0, 3.0, 2.0, 1.0], 0.0, [[1, 2], [3, 4], [5], [], [], []], 2)


@suite.example("loops and a node out of reach")
def loops(dtype):
    return line(dtype, [3.0, 2.0, 1.0, 0.5], 0.0, {0: [0, 1, 1], 1: [0, 1], 2: [0], 3: [1]}, 4)


@suite.example("more asked for than there is")
def alone(dtype):
    return line(dtype, [3.0], 0.0, [[]], 5)


@suite.example("a better node beyond a worse one, dropped in the meantime")
def dropped(dtype):
    return line(dtype, [10.0, 6.0, 9.0, 5.0, 4.0, 1.0], 0.0, [[2, 1], [3], [5], [4], [], []], 2)
