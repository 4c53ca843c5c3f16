"""The rate rises again after the end.

The cosine goes on past total and climbs back to the peak: a run that is a little longer than planned blows up. Return the floor from total on.
"""

import math


def cosine_schedule(step, total, warmup, peak, floor=0.0):
    if step < warmup:
        return peak * step / warmup
    done = (step - warmup) / (total - warmup)
    return floor + 0.5 * (peak - floor) * (1 + math.cos(math.pi * done))
