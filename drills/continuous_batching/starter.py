"""Continuous against static batching."""


def continuous_schedule(lengths: list[int], max_batch: int) -> list[tuple[int, int]]:
    """(start, finish) steps of every request when a slot is refilled as soon as it is free."""
    raise NotImplementedError


def static_schedule(lengths: list[int], max_batch: int) -> list[tuple[int, int]]:
    """(start, finish) steps of every request when a batch waits for its longest request."""
    raise NotImplementedError
