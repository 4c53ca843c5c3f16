"""All groups as the rows of one matrix."""

import torch


@torch.no_grad()
def quantize_int4(w, group_size):
    n_out, n_in = w.shape
    if n_in % group_size or n_in & 1:
        raise ValueError("bad group_size or odd width")
    g = w.to(torch.float32).reshape(-1, group_size)
    low, high = torch.aminmax(g, dim=1, keepdim=True)
    scale = (high - low).div(15)
    q = ((g - low) / scale).round().nan_to_num(0.0).byte().reshape(-1, 2)
    packed = (q[:, 0] + 16 * q[:, 1]).reshape(n_out, n_in // 2)
    return packed, scale.reshape(n_out, -1), low.reshape(n_out, -1)


@torch.no_grad()
def dequantize_int4(packed, scale, zero, group_size):
    q = torch.empty(packed.shape[0], packed.shape[1] * 2, device=packed.device)
    q[:, ::2] = (packed % 16).float()
    q[:, 1::2] = (packed // 16).float()
    g = q.reshape(packed.shape[0], -1, group_size)
    return torch.addcmul(zero.unsqueeze(-1), g, scale.unsqueeze(-1)).reshape(q.shape).float()
