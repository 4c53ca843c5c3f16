"""A list of keys and values, one token after the other."""

import torch


class CachedAttention:
    def __init__(self, w_q, w_k, w_v, w_o, n_heads, max_len):
        if n_heads < 1 or w_q.shape[0] % n_heads:
            raise ValueError(f"{n_heads} heads")
        self.w = {"q": w_q, "k": w_k, "v": w_v, "o": w_o}
        self.n_heads, self.max_len = n_heads, max_len
        self.memory = []

    def reset(self):
        self.memory.clear()

    def __call__(self, x):
        if len(self.memory) + x.shape[1] > self.max_len:
            raise ValueError("full")
        return torch.stack([self.step(token) for token in x.unbind(1)], 1)

    def step(self, token):
        q, k, v = ((token @ self.w[n]).unflatten(-1, (self.n_heads, -1)) for n in "qkv")
        self.memory.append((k, v))
        keys, values = (torch.stack(part, 1) for part in zip(*self.memory, strict=True))
        scores = (keys * q.unsqueeze(1)).sum(-1) / q.shape[-1] ** 0.5
        weights = torch.softmax(scores, dim=1)
        return (weights.unsqueeze(-1) * values).sum(1).flatten(1) @ self.w["o"]
