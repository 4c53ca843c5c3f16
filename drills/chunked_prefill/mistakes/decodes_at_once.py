"""The step that ends a prefill decodes too.

A request's first generated token is fed back in the next step. Letting it decode in the step in which its prompt ends would compute a token that is not known yet. Decide who is running before the prefills.
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
        started = []
        for i in range(len(requests)):
            chunk = min(prompt[i], left)
            if chunk > 0:
                step[i] = chunk
                prompt[i] -= chunk
                left -= chunk
                if prompt[i] == 0 and left > 0:
                    started.append(i)
                    left -= 1
        for i in started:
            step[i] += 1
            output[i] -= 1
        steps.append(step)
    return steps
