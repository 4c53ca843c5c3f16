"""A dynamic loss scaler."""

import torch


class LossScaler:
    """Keeps the factor that a loss is multiplied by, so that float16 gradients neither vanish nor overflow.

    scale: the present factor. Source: arXiv:1710.03740 section 3.2; rules as in torch.amp.GradScaler.
    """

    def __init__(self, init: float = 65536.0, growth: float = 2.0, backoff: float = 0.5, interval: int = 2000) -> None:
        self.scale = float(init)
        self.growth, self.backoff, self.interval = growth, backoff, interval
        self.good_steps = 0

    def unscale(self, grads: list[torch.Tensor]) -> list[torch.Tensor] | None:
        """The gradients divided by the scale, or None where one is not finite; adapts `scale`."""
        if not all(bool(torch.isfinite(g).all()) for g in grads):
            # The step is lost either way; a smaller scale makes the next one fit.
            self.scale *= self.backoff
            self.good_steps = 0
            return None
        # The gradients were made with the scale of now, so divide before it grows.
        unscaled = [g / self.scale for g in grads]
        self.good_steps += 1
        if self.good_steps == self.interval:
            self.scale *= self.growth
            self.good_steps = 0
        return unscaled
