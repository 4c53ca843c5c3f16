"""One sorted list of results with a mark for those that are expanded: candidates beyond it would stop the search anyway."""

import bisect

import torch


def search_layer(vectors, neighbors, entry, query, ef):
    def key(i):
        return torch.dist(vectors[i].double(), query.double()).item()

    found = [(key(entry), entry)]
    expanded, seen = set(), {entry}
    while True:
        rest = [node for _, node in found if node not in expanded]
        if not rest:
            return [node for _, node in found]
        expanded.add(rest[0])
        for node in neighbors[rest[0]]:
            if node not in seen:
                seen.add(node)
                bisect.insort(found, (key(node), node))
                del found[ef:]
