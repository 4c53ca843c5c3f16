"""Infinity is let through.

Only NaN is looked for, but an overflow gives infinity first: the optimiser's averages become infinite and never recover. Test isfinite.
"""

import torch


class LossScaler:
    def __init__(self, init=65536.0, growth=2.0, backoff=0.5, interval=2000):
        self.scale = float(init)
        self.growth, self.backoff, self.interval = growth, backoff, interval
        self.good = 0

    def unscale(self, grads):
        if any(bool(torch.isnan(g).any()) for g in grads):
            self.scale *= self.backoff
            self.good = 0
            return None
        result = [g / self.scale for g in grads]
        self.good += 1
        if self.good == self.interval:
            self.scale *= self.growth
            self.good = 0
        return result
