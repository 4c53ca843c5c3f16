"""Unit by unit, in float64."""

import torch


def swiglu(x, w_gate, w_up, w_down):
    flat = x.reshape(-1, x.shape[-1]).double()
    out = torch.zeros(flat.shape[0], w_down.shape[1], dtype=torch.float64, device=x.device)
    for f in range(w_gate.shape[1]):
        gate = (flat * w_gate[:, f].double()).sum(-1)
        up = (flat * w_up[:, f].double()).sum(-1)
        unit = gate / (1 + torch.exp(-gate)) * up
        out = out + unit.unsqueeze(-1) * w_down[f].double()
    return out.reshape(*x.shape[:-1], -1).to(x.dtype)
