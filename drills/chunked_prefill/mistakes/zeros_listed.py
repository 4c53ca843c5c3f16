"""Requests without tokens are listed with 0.

The dict of a step is the batch that is launched; a row of no tokens in it is wasted at best. List only those that get a token.
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
        for i in range(len(requests)):
            chunk = min(prompt[i], left)
            if i not in step:
                step[i] = chunk
                prompt[i] -= chunk
                left -= chunk
        steps.append(step)
    return steps
