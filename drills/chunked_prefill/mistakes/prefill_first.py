"""Prompts are served before the running requests.

Prefill that goes first stalls every running conversation whenever a long prompt arrives: the gaps between their tokens are what users see. Decodes take their tokens first, the prompts share the rest.
"""

def chunked_schedule(requests, token_budget):
    prompt = [p for p, _ in requests]
    output = [o for _, o in requests]
    steps = []
    while any(output):
        running = [i for i in range(len(requests)) if prompt[i] == 0 and output[i] > 0]
        step = {}
        left = token_budget
        for i in range(len(requests)):
            chunk = min(prompt[i], left)
            if chunk > 0:
                step[i] = chunk
                prompt[i] -= chunk
                left -= chunk
        for i in running[:left]:
            step[i] = 1
            output[i] -= 1
        steps.append(step)
    return steps
