"""Chunked prefill under a token budget."""


def chunked_schedule(requests: list[tuple[int, int]], token_budget: int) -> list[dict[int, int]]:
    """For each step, the tokens of every request that computes any; decodes first, then chunks of prompts.

    requests: (prompt, output) lengths in tokens, in arrival order, all there at step 0.
    Source: Agrawal et al., Sarathi-Serve, arXiv:2403.02310 (stall-free batching).
    """
    prompt_left = [prompt for prompt, _ in requests]
    output_left = [output for _, output in requests]
    steps = []
    while any(output_left):
        step = {}
        # Decodes come first, so that no long prompt can stall them.
        for i, left in enumerate(prompt_left):
            if left == 0 and output_left[i] > 0:
                step[i] = 1
                output_left[i] -= 1
        budget = token_budget - len(step)
        # A prompt that ends here decodes in the next step: who runs was decided above.
        for i, left in enumerate(prompt_left):
            chunk = min(left, budget)
            if chunk > 0:
                step[i] = chunk
                prompt_left[i] -= chunk
                budget -= chunk
        steps.append(step)
    return steps
