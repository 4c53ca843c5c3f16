"""More than max_len tokens are accepted.

The cache grows without end. In a server max_len is memory that was set aside: writing past it is an out-of-
memory error in production, or another user's keys.
"""

import math

import torch


class CachedAttention:
    def __init__(self, w_q, w_k, w_v, w_o, n_heads, max_len):
        if n_heads < 1 or w_q.shape[0] % n_heads:
            raise ValueError("n_heads must divide d_model")
        self.weights, self.w_o = (w_q, w_k, w_v), w_o
        self.n_heads, self.max_len = n_heads, max_len
        self.reset()

    def reset(self):
        self.length, self.keys, self.values = 0, None, None

    def heads(self, y):
        return y.view(y.shape[0], y.shape[1], self.n_heads, -1).transpose(1, 2)

    def __call__(self, x):
        b, t, d = x.shape
        q, k, v = (self.heads(x @ w) for w in self.weights)
        if self.keys is not None:
            k, v = torch.cat([self.keys, k], 2), torch.cat([self.values, v], 2)
        n = self.length + t
        self.keys, self.values, self.length = k.detach(), v.detach(), n
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
        future = torch.ones(t, n, dtype=torch.bool, device=x.device).triu(1 + n - t)
        mixed = torch.softmax(scores.masked_fill(future, -math.inf), dim=-1) @ v
        return mixed.transpose(1, 2).reshape(b, t, d) @ self.w_o
