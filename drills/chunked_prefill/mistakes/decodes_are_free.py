"""Decode tokens do not count against the budget.

The budget bounds the time of a step, and a decode token costs as much of the matrix multiplications as a prompt token. With many running requests the steps get longer than planned. Subtract one token for each running request.
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
        left = token_budget
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
