"""The scale does not shrink.

The step is skipped, but the next one is made with the same scale and overflows again: training stands still. Multiply the scale by backoff.
"""

import torch


class LossScaler:
    def __init__(self, init=65536.0, growth=2.0, backoff=0.5, interval=2000):
        self.scale = float(init)
        self.growth, self.backoff, self.interval = growth, backoff, interval
        self.good = 0

    def unscale(self, grads):
        if not all(bool(torch.isfinite(g).all()) for g in grads):
            self.good = 0
            return None
        result = [g / self.scale for g in grads]
        self.good += 1
        if self.good == self.interval:
            self.scale *= self.growth
            self.good = 0
        return result
