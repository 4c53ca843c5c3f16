"""Candidates in the order of discovery.

Breadth-first order stops at the first candidate that is too far although nearer ones wait behind it. Always take the nearest.
"""

import heapq


def search_layer(vectors, neighbors, entry, query, ef):
    def far(i):
        return float((vectors[i].double() - query.double()).square().sum())

    seen = {entry}
    todo = [(far(entry), entry)]
    best = [(-far(entry), entry)]
    while todo:
        distance, node = todo.pop(0)
        if distance > -best[0][0]:
            break
        for other in neighbors[node]:
            if other in seen:
                continue
            seen.add(other)
            d = far(other)
            if len(best) < ef or d < -best[0][0]:
                todo.append((d, other))
                heapq.heappush(best, (-d, other))
                if len(best) > ef:
                    heapq.heappop(best)
    return [i for _, i in sorted(best, reverse=True)]
