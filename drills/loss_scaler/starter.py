"""A dynamic loss scaler."""

import torch


class LossScaler:
    """Keeps the factor that a loss is multiplied by, so that float16 gradients neither vanish nor overflow."""

    def __init__(self, init: float = 65536.0, growth: float = 2.0, backoff: float = 0.5, interval: int = 2000) -> None:
        raise NotImplementedError

    def unscale(self, grads: list[torch.Tensor]) -> list[torch.Tensor] | None:
        """The gradients divided by the scale, or None where one is not finite; adapts `scale`."""
        raise NotImplementedError
