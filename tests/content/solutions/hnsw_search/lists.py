"""Plain lists that are searched and sorted again and again."""


def search_layer(vectors, neighbors, entry, query, ef):
    points, q = vectors.tolist(), query.tolist()
    distance = [sum((x - y) ** 2 for x, y in zip(p, q)) for p in points]
    seen, candidates, results = [entry], [entry], [entry]
    while candidates:
        c = min(candidates, key=lambda i: distance[i])
        candidates.remove(c)
        if distance[c] > max(distance[r] for r in results):
            return results
        for e in neighbors[c]:
            if e not in seen:
                seen.append(e)
                if len(results) < ef or distance[e] < distance[results[-1]]:
                    candidates.append(e)
                    results = sorted([*results, e], key=lambda i: distance[i])[:ef]
    return results
