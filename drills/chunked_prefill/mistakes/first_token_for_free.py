"""The end of the prefill is counted as the first output token.

In an engine the logits of the last prompt token do give the first output token; but that token must still be computed to give the second one. Here a request takes prompt + output tokens in all, as the prompt says.
"""

def chunked_schedule(requests, token_budget):
    prompt = [p for p, _ in requests]
    output = [o - 1 for _, o in requests]
    steps = []
    while any(output) or any(prompt):
        step = {}
        for i in range(len(requests)):
            if prompt[i] == 0 and output[i] > 0:
                step[i] = 1
        left = token_budget - len(step)
        for i in step:
            output[i] -= 1
        for i in range(len(requests)):
            chunk = min(prompt[i], left)
            if chunk > 0:
                step[i] = chunk
                prompt[i] -= chunk
                left -= chunk
        steps.append(step)
    return steps
