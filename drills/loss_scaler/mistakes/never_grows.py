"""The scale never grows back.

After a few overflows the scale is stuck low and small gradients vanish in float16. Multiply by growth after `interval` good steps.
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
        return [g / self.scale for g in grads]
