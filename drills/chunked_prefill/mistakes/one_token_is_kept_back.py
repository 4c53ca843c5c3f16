"""One token of the budget is never used.

With a budget of 4, four tokens may be computed in a step. Off by one, every step is smaller than the hardware allows, and a budget of 1 never starts.
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
        left = max(token_budget - 1, 1) - len(step)
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
