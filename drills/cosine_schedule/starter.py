"""Linear warm-up and cosine decay."""


def cosine_schedule(step: int, total: int, warmup: int, peak: float, floor: float = 0.0) -> float:
    """The learning rate at `step`: linear from 0 over `warmup` steps, then half a cosine down to `floor`."""
    raise NotImplementedError
