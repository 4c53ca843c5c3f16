"""Distances of all new neighbours at once; results as a dict."""

import heapq

import torch


def search_layer(vectors, neighbors, entry, query, ef):
    wide = torch.promote_types(vectors.dtype, torch.float32)
    q = query.to(wide)

    def distances(ids):
        return torch.linalg.vector_norm(vectors[ids].to(wide) - q, dim=-1).tolist() if ids else []

    results = {entry: distances([entry])[0]}
    heap = [(results[entry], entry)]
    visited = {entry}
    while heap and heap[0][0] <= max(results.values()):
        _, node = heapq.heappop(heap)
        new = [i for i in dict.fromkeys(neighbors[node]) if i not in visited]
        visited.update(new)
        for i, d in zip(new, distances(new)):
            if len(results) >= ef and d > max(results.values()):
                continue
            heapq.heappush(heap, (d, i))
            results[i] = d
            if len(results) > ef:
                del results[max(results, key=results.get)]
    return sorted(results, key=results.get)
