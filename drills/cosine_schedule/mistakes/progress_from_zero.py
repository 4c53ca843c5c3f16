"""The cosine's progress includes the warm-up.

With step / total the cosine is already past its top when the warm-up ends: the peak is never reached and the rate jumps down. Count from the end of the warm-up.
"""

import math


def cosine_schedule(step, total, warmup, peak, floor=0.0):
    if step < warmup:
        return peak * step / warmup
    if step >= total:
        return float(floor)
    done = step / total
    return floor + 0.5 * (peak - floor) * (1 + math.cos(math.pi * done))
