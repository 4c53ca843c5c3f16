"""n-grams by zipping shifted lists, tests indexed instead."""


def contaminated(train, tests, n=8):
    where = {}
    for k, test in enumerate(tests):
        for gram in zip(*(test[i:] for i in range(n))):
            where.setdefault(gram, set()).add(k)
    hits = set()
    for document in train:
        for gram in zip(*(document[i:] for i in range(n))):
            hits |= where.get(gram, set())
    return hits
