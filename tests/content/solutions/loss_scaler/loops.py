"""Entry by entry."""

import math

import torch


class LossScaler:
    def __init__(self, init=65536.0, growth=2.0, backoff=0.5, interval=2000):
        self.scale = float(init)
        self.growth = growth
        self.backoff = backoff
        self.interval = interval
        self.since = 0

    def unscale(self, grads):
        for g in grads:
            for entry in g.flatten().tolist():
                if not math.isfinite(entry):
                    self.since = 0
                    self.scale = self.scale * self.backoff
                    return None
        out = []
        for g in grads:
            out.append(torch.true_divide(g, self.scale))
        self.since = self.since + 1
        if self.since >= self.interval:
            self.since = 0
            self.scale = self.scale * self.growth
        return out
