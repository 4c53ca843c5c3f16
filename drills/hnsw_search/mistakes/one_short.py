"""One result too few.

Dropping the farthest as soon as there are ef keeps ef - 1 of them. Drop beyond ef.
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
                if len(best) >= ef and len(best) > 1:
                    heapq.heappop(best)
    return [i for _, i in sorted(best, reverse=True)]
