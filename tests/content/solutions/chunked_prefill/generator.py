"""A generator of steps over small request objects."""

from dataclasses import dataclass


@dataclass
class Request:
    prompt: int
    output: int

    @property
    def decoding(self):
        return not self.prompt and bool(self.output)


def steps_of(queue, budget):
    while any(r.output for r in queue):
        tokens = [int(r.decoding) for r in queue]
        left = budget - sum(tokens)
        for r, n in zip(queue, tokens):
            r.output -= n
        for i, r in enumerate(queue):
            chunk = min(r.prompt, left)
            r.prompt -= chunk
            left -= chunk
            tokens[i] += chunk
        yield {i: n for i, n in enumerate(tokens) if n}


def chunked_schedule(requests, token_budget):
    return list(steps_of([Request(*r) for r in requests], token_budget))
