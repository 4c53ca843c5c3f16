"""Every node in reach is expanded.

Without rejecting far neighbours the search walks through the whole graph. It finds more and takes as long as exact search. Only neighbours that make the results are candidates, and the search stops at the first candidate that is too far.
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
            heapq.heappush(todo, (d, other))
            if True:
                heapq.heappush(best, (-d, other))
                if len(best) > ef:
                    heapq.heappop(best)
    return [i for _, i in sorted(best, reverse=True)]
