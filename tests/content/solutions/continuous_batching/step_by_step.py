"""Simulate the server one step at a time."""


def continuous_schedule(lengths, max_batch):
    start = [None] * len(lengths)
    finish = [None] * len(lengths)
    waiting = list(range(len(lengths)))
    running = {}
    step = 0
    while waiting or running:
        while waiting and len(running) < max_batch:
            i = waiting.pop(0)
            start[i] = step
            running[i] = lengths[i]
        for i in list(running):
            running[i] -= 1
            if running[i] == 0:
                finish[i] = step
                del running[i]
        step += 1
    return list(zip(start, finish))


def static_schedule(lengths, max_batch):
    out = []
    step = 0
    queue = list(lengths)
    while queue:
        batch, queue = queue[:max_batch], queue[max_batch:]
        done = 0
        for n in batch:
            out.append((step, step + n - 1))
            done = max(done, n)
        step += done
    return out
