"""Sort all assignments by expert, run contiguous slices, scatter back."""

import torch


def moe_layer(x, w_router, w_1, w_2, top_k):
    logits = x.float() @ w_router.float() if x.dtype.itemsize < 4 else x @ w_router
    values, order = torch.sort(logits, dim=-1, descending=True, stable=True)
    gate = values[:, :top_k].softmax(-1).reshape(-1)
    expert = order[:, :top_k].reshape(-1)
    rank = expert.argsort()
    token = rank // top_k
    inputs = x[token]
    counts = torch.bincount(expert, minlength=w_1.shape[0]).tolist()
    outs = []
    for e, part in enumerate(inputs.split(counts)):
        outs.append(torch.nn.functional.gelu(part @ w_1[e]) @ w_2[e])
    out = torch.cat(outs).to(gate.dtype) * gate[rank, None]
    return torch.zeros(x.shape, dtype=gate.dtype, device=x.device).index_add(0, token, out).to(x.dtype)
