"""The floor is added on top.

floor + peak (1 + cos) / 2 starts at peak + floor. The cosine spans peak - floor.
"""

import math


def cosine_schedule(step, total, warmup, peak, floor=0.0):
    if step < warmup:
        return peak * step / warmup
    if step >= total:
        return float(floor)
    done = (step - warmup) / (total - warmup)
    return floor + 0.5 * peak * (1 + math.cos(math.pi * done))
