"""The scale as a property over its exponent history."""

import torch


class LossScaler:
    def __init__(self, init=65536.0, growth=2.0, backoff=0.5, interval=2000):
        self._init, self._growth, self._backoff, self._interval = init, growth, backoff, interval
        self._grown = self._cut = self._streak = 0

    @property
    def scale(self):
        return float(self._init * self._growth**self._grown * self._backoff**self._cut)

    def unscale(self, grads):
        if any(g.isnan().any() or g.isinf().any() for g in grads):
            self._cut += 1
            self._streak = 0
            return None
        scale = self.scale
        self._streak = (self._streak + 1) % self._interval
        self._grown += self._streak == 0
        return [torch.div(g, scale) for g in grads]
