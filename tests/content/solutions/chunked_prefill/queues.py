"""A queue of prompts and a list of running requests."""

from collections import deque


def chunked_schedule(requests, token_budget):
    waiting = deque([i, p] for i, (p, _) in enumerate(requests))
    running = {}
    steps = []
    while waiting or running:
        step = dict.fromkeys(running, 1)
        left = token_budget - len(running)
        running = {i: o - 1 for i, o in running.items() if o > 1}
        while waiting and left > 0:
            i, need = waiting[0]
            take = min(need, left)
            step[i] = take
            left -= take
            if take == need:
                waiting.popleft()
                running[i] = requests[i][1]
            else:
                waiting[0][1] = need - take
        steps.append(step)
    return steps
