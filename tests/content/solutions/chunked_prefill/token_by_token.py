"""Hand out single tokens."""


def chunked_schedule(requests, token_budget):
    done = [0] * len(requests)
    total = [p + o for p, o in requests]
    steps = []
    while done != total:
        step = {}
        at_start = list(done)
        used = 0
        for i, (p, _) in enumerate(requests):
            if at_start[i] >= p and at_start[i] < total[i]:
                step[i] = 1
                done[i] += 1
                used += 1
        for i, (p, _) in enumerate(requests):
            while done[i] < p and used < token_budget:
                step[i] = step.get(i, 0) + 1
                done[i] += 1
                used += 1
        steps.append(step)
    return steps
