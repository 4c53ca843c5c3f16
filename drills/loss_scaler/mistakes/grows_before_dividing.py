"""The scale grows before the division.

These gradients were made with the old scale; divided by the new one they are half as large as they should be, once every `interval` steps. Divide first.
"""

import torch


class LossScaler:
    def __init__(self, init=65536.0, growth=2.0, backoff=0.5, interval=2000):
        self.scale = float(init)
        self.growth, self.backoff, self.interval = growth, backoff, interval
        self.good = 0

    def unscale(self, grads):
        if not all(bool(torch.isfinite(g).all()) for g in grads):
            self.scale *= self.backoff
            self.good = 0
            return None
        self.good += 1
        if self.good == self.interval:
            self.scale *= self.growth
            self.good = 0
        return [g / self.scale for g in grads]
