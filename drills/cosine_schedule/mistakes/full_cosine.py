"""A full cosine instead of half a one.

cos(2 pi t) is back at the peak at the end, where the rate should be lowest. Use half a period, pi t.
"""

import math


def cosine_schedule(step, total, warmup, peak, floor=0.0):
    if step < warmup:
        return peak * step / warmup
    if step >= total:
        return float(floor)
    done = (step - warmup) / (total - warmup)
    return floor + 0.5 * (peak - floor) * (1 + math.cos(2 * math.pi * done))
