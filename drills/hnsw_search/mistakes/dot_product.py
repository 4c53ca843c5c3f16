"""The largest dot product instead of the smallest distance.

A graph that was built for one measure leads astray under another, and long vectors attract everything. Distances are Euclidean here.
"""

import heapq


def search_layer(vectors, neighbors, entry, query, ef):
    def far(i):
        return float(-(vectors[i].double() * query.double()).sum())

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
    return [i for _, i in sorted(best, reverse=True)]
