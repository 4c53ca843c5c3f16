"""One parameter at a time, the slow way."""

import torch


def accumulated_gradients(loss_sum, params, micro_batches):
    counts = []
    out = []
    for i in range(len(params)):
        acc = torch.zeros_like(params[i], dtype=torch.float64)
        counts = []
        for micro_batch in micro_batches:
            own = [p.detach() for p in params]
            own[i].requires_grad_()
            total, n = loss_sum(own, micro_batch)
            counts.append(n)
            if total.requires_grad:
                total.backward()
            if own[i].grad is not None:
                acc += own[i].grad
        out.append((acc / sum(counts)).to(params[i].dtype))
    return out
