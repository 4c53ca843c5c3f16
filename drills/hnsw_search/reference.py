"""Best-first search on one HNSW layer."""

import heapq

import torch


def search_layer(
    vectors: torch.Tensor, neighbors: list[list[int]] | dict[int, list[int]], entry: int, query: torch.Tensor, ef: int
) -> list[int]:
    """Up to ef ids, nearest first, found by best-first search from entry; vectors (N, d), query (d,).

    neighbors[i] lists the nodes that i has edges to. Approximate: misses what lies behind nodes that are not expanded.
    Source: arXiv:1603.09320 algorithm 2.
    """

    def distance(node: int) -> float:
        # Squared distances rank alike.
        return float((vectors[node].double() - query.double()).square().sum())

    start = distance(entry)
    seen = {entry}
    candidates = [(start, entry)]  # nearest on top
    results = [(-start, entry)]  # heapq has its smallest item on top: negated, that is the farthest
    while candidates:
        nearest, node = heapq.heappop(candidates)
        farthest = -results[0][0]
        # All other candidates are farther still: going on from there hardly ever improves the results.
        if nearest > farthest:
            break
        for neighbor in neighbors[node]:
            if neighbor in seen:
                continue
            seen.add(neighbor)
            d = distance(neighbor)
            if len(results) < ef or d < -results[0][0]:
                heapq.heappush(candidates, (d, neighbor))
                heapq.heappush(results, (-d, neighbor))
                if len(results) > ef:
                    heapq.heappop(results)
    return [node for _, node in sorted(results, reverse=True)]
