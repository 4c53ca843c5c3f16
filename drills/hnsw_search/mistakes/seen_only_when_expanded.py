"""Nodes are marked too late.

A node that is reached over two edges before it is expanded enters the results twice and pushes a real one out. Mark it when it is first looked at.
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
        seen.add(node)
        for other in neighbors[node]:
            if other in seen:
                continue
            d = far(other)
            if len(best) < ef or d < -best[0][0]:
                heapq.heappush(todo, (d, other))
                heapq.heappush(best, (-d, other))
                if len(best) > ef:
                    heapq.heappop(best)
    return [i for _, i in sorted(best, reverse=True)]
