"""Only the first tensor is checked.

An overflow in any layer makes the whole step useless. Look at all gradients.
"""

import torch


class LossScaler:
    def __init__(self, init=65536.0, growth=2.0, backoff=0.5, interval=2000):
        self.scale = float(init)
        self.growth, self.backoff, self.interval = growth, backoff, interval
        self.good = 0

    def unscale(self, grads):
        if grads and not bool(torch.isfinite(grads[0]).all()):
            self.scale *= self.backoff
            self.good = 0
            return None
        result = [g / self.scale for g in grads]
        self.good += 1
        if self.good == self.interval:
            self.scale *= self.growth
            self.good = 0
        return result
