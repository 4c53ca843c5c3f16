"""Continuous scheduling waits for the whole batch.

This is static batching under another name: slots of short requests idle until the longest one ends. With outputs of very different lengths that is most of the accelerator's time. Refill each slot by itself.
"""

import heapq


def continuous_schedule(lengths, max_batch):
    return static_schedule(lengths, max_batch)


def static_schedule(lengths, max_batch):
    schedule, start = [], 0
    for first in range(0, len(lengths), max_batch):
        batch = lengths[first : first + max_batch]
        schedule += [(start, start + length - 1) for length in batch]
        start += max(batch)
    return schedule
