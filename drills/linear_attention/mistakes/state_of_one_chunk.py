"""The state holds the previous chunk, not everything before it.

With chunks, the sums over keys and values have to grow from chunk to chunk. A state that is replaced forgets all chunks but the last one, which shows from the third chunk on.
"""

import torch


def phi(x):
    return torch.where(x > 0, x + 1, torch.exp(x.clamp(max=0)))


def linear_attention(q, k, v, causal=False):
    work = torch.promote_types(q.dtype, torch.float32)
    fq, fk, w = phi(q.to(work)), phi(k.to(work)), v.to(work)
    if not causal:
        return ((fq @ (fk.mT @ w)) / (fq @ fk.sum(-2).unsqueeze(-1))).to(q.dtype)
    state, total, out = 0.0, 0.0, []
    for a, b, c in zip(fq.split(64, -2), fk.split(64, -2), w.split(64, -2)):
        near = torch.tril(a @ b.mT)
        top, bottom = near @ c, near.sum(-1, keepdim=True)
        if out:
            top, bottom = top + a @ state, bottom + a @ total
        out.append(top / bottom)
        state = b.mT @ c
        total = b.sum(-2).unsqueeze(-1)
    return torch.cat(out, -2).to(q.dtype)
