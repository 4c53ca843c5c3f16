"""What the prefix-cache drill tries: few token ids, so that blocks repeat; prefixes of earlier requests and their changes."""

from llmprep.drills.cases import Suite, call, script

suite = Suite(dtypes=("float64",), gradients=False, examples=80)


@suite.cases
def few_tokens(d):
    return call("cached_tokens", [d.tokens(0, 7, 2) for _ in range(d.size(1, 5))], d.size(1, 3))


@suite.cases
def prefixes(d):
    requests = [d.tokens(2, 9, 3)]
    for _ in range(d.size(1, 4)):
        known = d.one_of(requests)
        requests.append(known[: d.size(0, len(known))] + d.tokens(0, 4, 3))
    return call("cached_tokens", requests, d.size(1, 4))


@suite.cases
def block_sizes(d):
    return call("cached_tokens", [[1, 2, 3], [1, 2, 3], [1, 2]], d.size(-1, 3))


@suite.example("known blocks in another order")
def swapped():
    return call("cached_tokens", [[1, 2, 3, 4], [3, 4, 1, 2], [9, 9, 3, 4], [1, 2, 3, 4]], 2)


@suite.example("known blocks at known places, but of two requests")
def mixed():
    return call("cached_tokens", [[1, 2, 3, 4, 5], [5, 6, 7, 8, 9], [1, 2, 7, 8, 9], [1, 2, 3, 4, 9]], 1)


@suite.example("a request that repeats its own block")
def repeats():
    return call("cached_tokens", [[5, 5, 5, 5, 5, 5], [5, 5, 5, 5], [5, 5]], 2)


@suite.example("the last block is not full")
def partial():
    return call("cached_tokens", [[1, 2, 3, 4, 5], [1, 2, 3, 4, 5], [1, 2, 3]], 2)


@suite.example("found in an older request, not the latest")
def older():
    return call("cached_tokens", [[1, 2, 3, 4], [7, 8], [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]], 2)


@suite.example("a longer request leaves its new blocks behind too")
def extended():
    return call("cached_tokens", [[1, 2], [1, 2, 3, 4], [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]], 2)


@suite.example("shorter than a block, and empty")
def short():
    return call("cached_tokens", [[1], [1], [], [1, 2, 3]], 3)


@suite.example("blocks of 0 tokens are refused without requests too")
def refused():
    return call("cached_tokens", [], 0)


@suite.example("two calls know nothing of each other")
def two_calls():
    return script(call("cached_tokens", [[1, 2]], 1), call("cached_tokens", [[1, 2], [1, 2]], 1))
