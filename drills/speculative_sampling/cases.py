"""What the speculative_sampling drill tries: what may come out of one step, and how often each outcome does."""

import random

import torch

from llmprep.drills.cases import Counted, Seeded, Suite, Wrong, call, script

suite = Suite(dtypes=("float32", "float64"), gradients=False, examples=50)
DRAWS = 3_000


def rows(d, n, vocab):
    """Distributions with some zeros."""
    weights = d.ints(n, vocab, low=0, high=4).tensor
    weights[weights.sum(-1) == 0] = 1
    return (weights.double() / weights.sum(-1, keepdim=True)).to(d.dtype)


@suite.cases
def ordinary(d):
    k, vocab = d.size(1, 4), d.size(1, 5)
    q, p = rows(d, k, vocab), rows(d, k + 1, vocab)
    return call("speculative_step", q.argmax(-1), q, p, d.generator())


@suite.cases
def same_models(d):
    k, vocab = d.size(1, 4), d.size(1, 5)
    p = rows(d, k + 1, vocab)
    return call("speculative_step", p[:k].argmax(-1), p[:k].clone(), p, d.generator())


@suite.cases
def certain(d):
    k, vocab = d.size(1, 4), d.size(2, 5)
    target = d.ints(k + 1, low=0, high=vocab - 1).tensor
    draft = d.ints(k, low=0, high=vocab - 1).tensor
    one_hot = torch.eye(vocab, dtype=d.dtype)
    return call("speculative_step", draft, one_hot[draft], one_hot[target], d.generator())


@suite.example("a rejection that leaves nothing of max(0, p - q)")
def nothing_left(dtype):
    # 1 + rounding is 1: both rows sum to 1, and the target gives no token more than the draft does.
    q = torch.tensor([[1.0, torch.finfo(dtype).eps / 16]], dtype=dtype)
    return call("speculative_step", torch.tensor([1]), q, torch.tensor([[1.0, 0.0]] * 2, dtype=dtype), Seeded(5))


@suite.judge
def possible(script, expected, got):
    tokens, q, p = (getattr(a, "tensor", a) for a in script.steps[0].args[:3])
    out, draft = got[0].value, tokens.tolist()
    if not isinstance(out, list) or any(type(t) is not int for t in out):
        return "the result should be a list of Python ints"
    if not 1 <= len(out) <= len(draft) + 1:
        return f"the result has {len(out)} tokens; it should have 1 to {len(draft) + 1}"
    *kept, last = out
    n = len(kept)
    if kept != draft[:n]:
        return f"all tokens but the last should be accepted draft tokens, {draft[:n]}, not {kept}"
    if any(p[i, t] == 0 for i, t in enumerate(kept)):
        return "a draft token was accepted that the target never draws"
    if not 0 <= last < p.shape[1]:
        return f"token {last} is outside the vocabulary"
    if n == len(draft):
        return None if p[n, last] > 0 else f"the token behind the draft is {last}, which the target never draws there"
    if p[n, draft[n]] >= q[n, draft[n]]:
        return f"draft token {n} was rejected, although the target gives it no less than the draft does"
    if not (p[n] > q[n]).any():
        return None if p[n, last] > 0 else f"token {last} was drawn, which the target never draws there"
    if p[n, last] <= q[n, last]:
        text = f"after the rejection at position {n} token {last} was drawn, but max(0, p - q) is 0 there"
        return Wrong(text, facts={f"max(0, p - q) at position {n}": (p[n] - q[n]).clamp(min=0)})
    return None


def chances(draft, q, p):
    """The exact probability of every result, by what the step has to do."""
    found, so_far = {}, 1.0
    for i, token in enumerate(draft):
        accept = min(1.0, float(p[i, token] / q[i, token]))
        residual = (p[i] - q[i]).clamp(min=0)
        for t, weight in enumerate(residual.tolist()):
            if weight and accept < 1:
                found[(*draft[:i], t)] = so_far * (1 - accept) * weight / float(residual.sum())
        so_far *= accept
    for t, weight in enumerate(p[-1].tolist()):
        found[(*draft, t)] = so_far * weight
    return found


Q = torch.tensor([[0.5, 0.3, 0.2], [0.2, 0.2, 0.6]], dtype=torch.float64)
P = torch.tensor([[0.3, 0.5, 0.2], [0.5, 0.1, 0.4], [0.2, 0.3, 0.5]], dtype=torch.float64)
MODELS = (("two drafts", [0, 2], Q, P), ("one draft that is mostly refused", [2], Q[1:], P[[0, 2]]))


@suite.statistics("every result comes up with its probability")
def frequencies(ask, seed):
    rng = random.Random(seed)
    for what, draft, q, p in MODELS:
        tokens = torch.tensor(draft)
        steps = [call("speculative_step", tokens, q, p, Seeded(rng.randrange(2**31))) for _ in range(DRAWS)]
        (outcomes,) = ask([script(*steps)])
        exact = chances(draft, q, p)
        counts = dict.fromkeys(exact, 0)
        for outcome in outcomes:
            result = tuple(outcome.value)
            if result not in counts:
                yield f"{what}: {list(result)} came up, which is impossible"
                return
            counts[result] += 1
        yield Counted(what, list(counts.values()), list(exact.values()), [str(list(r)) for r in exact])
