"""Progress clamped to 0..1, one formula."""

import math


def cosine_schedule(step, total, warmup, peak, floor=0.0):
    if warmup and step < warmup:
        return peak * (step / warmup)
    t = min(1.0, max(0.0, (step - warmup) / (total - warmup)))
    high, low = (1 + math.cos(math.pi * t)) / 2, (1 - math.cos(math.pi * t)) / 2
    return peak * high + floor * low
