"""Finite if the sum of all absolute values times zero is zero; a countdown instead of a count."""

import torch


class LossScaler:
    def __init__(self, init=65536.0, growth=2.0, backoff=0.5, interval=2000):
        self.scale, self.settings = init, (growth, backoff, interval)
        self.left = interval

    def unscale(self, grads):
        growth, backoff, interval = self.settings
        if any((g * 0).sum() != 0 for g in grads):
            self.scale, self.left = self.scale * backoff, interval
            return None
        factor = 1 / self.scale
        self.left -= 1
        if not self.left:
            self.scale, self.left = self.scale * growth, interval
        return [g * factor for g in grads]
