"""The scale grows one step too late.

The count is compared before this step is added to it, so growth comes with good step interval + 1. Count first: the step that completes `interval` good ones grows the scale.
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
        out = [g / self.scale for g in grads]
        if self.good == self.interval:
            self.scale *= self.growth
            self.good = 0
        else:
            self.good += 1
        return out
