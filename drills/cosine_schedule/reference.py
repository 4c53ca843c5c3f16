"""Linear warm-up and cosine decay."""

import math


def cosine_schedule(step: int, total: int, warmup: int, peak: float, floor: float = 0.0) -> float:
    """The learning rate at `step`: linear from 0 over `warmup` steps, then half a cosine down to `floor` at `total`.

    Source: arXiv:1608.03983 equation 5, with warm-up.
    """
    if step < warmup:
        return peak * step / warmup
    if step >= total:
        return float(floor)
    # Progress counts from the end of the warm-up, so that the cosine starts at its top.
    progress = (step - warmup) / (total - warmup)
    return floor + 0.5 * (peak - floor) * (1 + math.cos(math.pi * progress))
