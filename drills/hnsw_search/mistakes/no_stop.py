"""The search does not stop early.

Candidates that were good when they were found may be farther than all results by now. Expanding them costs distance computations for results that algorithm 2 does not look for. Stop at the first one that is too far.
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
        for other in neighbors[node]:
            if other in seen:
                continue
            seen.add(other)
            d = far(other)
            if len(best) < ef or d < -best[0][0]:
                heapq.heappush(todo, (d, other))
                heapq.heappush(best, (-d, other))
                if len(best) > ef:
                    heapq.heappop(best)
    return [i for _, i in sorted(best, reverse=True)]
