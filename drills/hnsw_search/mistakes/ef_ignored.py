"""Greedy descent.

Only the best neighbour is followed and the path is returned. That is the search on the upper layers (ef = 1); here ef results are kept and expanded.
"""

import heapq


def search_layer(vectors, neighbors, entry, query, ef):
    def far(i):
        return float((vectors[i].double() - query.double()).square().sum())

    seen = {entry}
    todo = [(far(entry), entry)]
    best = [(-far(entry), entry)]
    while todo:
        distance, node = heapq.heappop(todo)
        if distance > -best[0][0]:
            break
        for other in neighbors[node]:
            if other in seen:
                continue
            seen.add(other)
            d = far(other)
            if d < -max(best)[0]:
                todo = [(d, other)]
                heapq.heappush(best, (-d, other))
    return [i for _, i in sorted(best, reverse=True)[:ef]]
