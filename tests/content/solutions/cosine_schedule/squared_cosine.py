"""With cos squared of half the angle."""

import math


def cosine_schedule(step, total, warmup, peak, floor=0.0):
    if step >= total:
        return float(floor)
    if step < warmup:
        return step * peak / warmup
    half = math.pi / 2 * (step - warmup) / (total - warmup)
    return floor + (peak - floor) * math.cos(half) ** 2
