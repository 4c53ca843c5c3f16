"""Prompts are not split.

A prompt that does not fit into the rest of the budget waits, and one that is longer than the budget takes a step of its own beyond it: just the stall that chunking is for. Give each prompt min(what it needs, what is left).
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
            chunk = prompt[i]
            if 0 < chunk <= left or (chunk > 0 and not step):
                step[i] = chunk
                prompt[i] -= chunk
                left -= chunk
        steps.append(step)
    return steps
