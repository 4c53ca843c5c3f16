"""Request i always goes to slot i mod max_batch.

The slot next in turn may be busy while another one is free, so requests wait for nothing. Send the next request to whichever slot is free first.
"""

import heapq


def continuous_schedule(lengths, max_batch):
    slots = [0] * max_batch
    schedule = []
    for i, length in enumerate(lengths):
        start = slots[i % max_batch]
        schedule.append((start, start + length - 1))
        slots[i % max_batch] = start + length
    return schedule


def static_schedule(lengths, max_batch):
    schedule, start = [], 0
    for first in range(0, len(lengths), max_batch):
        batch = lengths[first : first + max_batch]
        schedule += [(start, start + length - 1) for length in batch]
        start += max(batch)
    return schedule
