"""Replays what it answered before, by position."""

FAMILY = "replay"

seen = []


def softmax(x, dim=-1):
    seen.append(x)
    return seen[0] * 0
