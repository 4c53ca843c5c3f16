"""Row by row in plain Python, one uniform number a row."""

import torch


def check(ok):
    if not ok:
        raise ValueError("argument out of range")


def sample_token(logits, generator, temperature=1.0, top_k=None, top_p=None, min_p=None):
    check(temperature >= 0)
    check(top_k is None or top_k >= 1)
    check(top_p is None or 0 < top_p <= 1)
    check(min_p is None or 0 <= min_p <= 1)
    out = []
    randoms = torch.rand(len(logits), generator=generator, device=logits.device, dtype=torch.float64).tolist()
    cache = {}
    for row, u in zip(logits.tolist(), randoms):
        key = tuple(row)
        if key not in cache:
            cache[key] = distribution(row, temperature, top_k, top_p, min_p)
        for token, p in cache[key]:
            u -= p
            if u < 0:
                break
        out.append(token)
    return torch.tensor(out, dtype=torch.int64, device=logits.device)


def distribution(row, temperature, top_k, top_p, min_p):
    order = sorted(range(len(row)), key=lambda i: (-row[i], i))
    if temperature == 0:
        return [(order[0], 1.0)]
    probs = torch.softmax(torch.tensor(row, dtype=torch.float64) / temperature, 0).tolist()
    pairs = [(i, probs[i]) for i in order]
    if top_k is not None:
        pairs = normal(pairs[:top_k])
    if top_p is not None and top_p < 1:
        kept, mass = [], 0.0
        for pair in pairs:
            kept.append(pair)
            mass += pair[1]
            if mass >= top_p - 1e-9:
                break
        pairs = normal(kept)
    if min_p is not None:
        pairs = normal([pair for pair in pairs if pair[1] >= pairs[0][1] * min_p * (1 - 1e-9)])
    return pairs


def normal(pairs):
    total = sum(p for _, p in pairs)
    return [(i, p / total) for i, p in pairs]
