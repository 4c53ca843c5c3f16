"""A bad step does not start the count anew.

Growth needs `interval` good steps in a row. If an overflow leaves the count alone, the scale grows right after it was cut, overflows again, and every few steps are lost. Set the count to 0.
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
            return None
        result = [g / self.scale for g in grads]
        self.good += 1
        if self.good == self.interval:
            self.scale *= self.growth
            self.good = 0
        return result
