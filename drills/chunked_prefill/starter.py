"""Chunked prefill under a token budget."""


def chunked_schedule(requests: list[tuple[int, int]], token_budget: int) -> list[dict[int, int]]:
    """For each step, the tokens of every request that computes any; decodes first, then chunks of prompts."""
    raise NotImplementedError
