"""What the sample_token drill tries: the support of every draw, and the frequencies of many."""

import torch

from llmprep.drills.cases import Counted, GivenFn, Laid, Seeded, Suite, Wrong, call, script
from llmprep.drills.truth import load_reference

suite = Suite(gradients=False, examples=50)
PROBS = torch.tensor([0.1, 0.38, 0.05, 0.27, 0.2])


@suite.cases
def ordinary(d):
    logits = d.tensor(d.size(1, 5), d.size(1, 6), styles=("normal", "simple", "ties"), scale=d.one_of((1.0, 2.0)))
    knobs = {
        "temperature": d.one_of((1.0, 0.0, 0.5, 2.0)),
        "top_k": d.one_of((None, 1, 2, 4, 9)),
        "top_p": d.one_of((None, 0.5, 0.9, 1.0, 1e-6)),
        "min_p": d.one_of((None, 0.3, 0.1, 0.0, 1.0)),
    }
    return call("sample_token", logits, d.generator(), **knobs)


@suite.cases
def greedy(d):
    logits = d.tensor(d.size(1, 4), d.size(1, 6), styles=("normal", "ties", "equal"))
    return call("sample_token", logits, d.generator(), **d.one_of(({"temperature": 0}, {"top_k": 1}, {"top_p": 1e-5})))


@suite.example("top_k of 40 equal logits: the lower indices")
def many_ties():
    # So many that a sort which is not told to be stable mixes them.
    return call("sample_token", Laid(torch.zeros(8, 40)), Seeded(3), top_k=3)


@suite.example("top_p of 40 equal logits: the lower indices")
def many_ties_in_front():
    return call("sample_token", Laid(torch.zeros(16, 40)), Seeded(4), top_p=0.31)


@suite.example("a top_p so small that only the first token stays")
def tiny():
    return call("sample_token", Laid(torch.tensor([[1.0, 2.0, 2.0], [0.0, -1.0, 0.5]])), Seeded(5), top_p=1e-12)


@suite.cases
def refused(d):
    name, value = d.one_of(
        (
            ("temperature", -0.1),
            ("top_k", 0),
            ("top_k", -1),
            ("top_p", 0.0),
            ("top_p", 1.01),
            ("min_p", -0.01),
            ("min_p", 1.01),
        )
    )
    return call("sample_token", d.tensor(2, 3), d.generator(), **{name: value})


def widest(step):
    """Where a token may come from, with room for rounding at every threshold."""
    probs_of = load_reference("sample_token")["next_token_probs"]
    knobs = dict(step.kwargs)
    for name, low, high in (("top_p", 1e-9, 1.0), ("min_p", 0.0, 1.0)):
        if knobs.get(name) is not None:
            sign = 1 if name == "top_p" else -1
            knobs[name] = min(high, max(low, knobs[name] + sign * 1e-3))
    return probs_of(step.args[0].tensor, **knobs) > 0


def filtered(step):
    """The probabilities that the tokens of a call are drawn with."""
    return load_reference("sample_token")["next_token_probs"](step.args[0].tensor, **step.kwargs)


@suite.judge
def possible(script, expected, got):
    step, ids = script.steps[0], got[0].value
    if expected[0].raised:
        return None
    rows = step.args[0].tensor.shape[0]
    if not isinstance(ids, torch.Tensor) or ids.dtype != torch.int64 or ids.shape != (rows,):
        return f"the result should be an int64 tensor of shape ({rows},)"
    support = widest(step)
    if ((ids < 0) | (ids >= support.shape[1])).any():
        return "an id is outside the vocabulary"
    wrong = ~support[torch.arange(rows), ids]
    if wrong.any():
        row = int(wrong.nonzero()[0])
        text = f"row {row} gave token {int(ids[row])}, whose probability is 0 after the filters"
        return Wrong(text, index=(row,), facts={"probabilities after the filters": filtered(step)})
    return None


DISTRIBUTIONS = (
    ("as it is", {}),
    ("temperature 0.5", {"temperature": 0.5}),
    ("temperature 2, min_p 0.5", {"temperature": 2.0, "min_p": 0.5}),
    ("top_k 3", {"top_k": 3}),
    ("top_k 2, top_p 0.5: one token is left", {"top_k": 2, "top_p": 0.5}),
    ("temperature 0.6, top_p 0.7: two tokens are left", {"temperature": 0.6, "top_p": 0.7}),
    ("temperature 0.5, top_k 4, top_p 0.8, min_p 0.55", {"temperature": 0.5, "top_k": 4, "top_p": 0.8, "min_p": 0.55}),
    ("top_p 0.55, min_p 0.6", {"top_p": 0.55, "min_p": 0.6}),
    ("top_p 0.9, min_p 0.25", {"top_p": 0.9, "min_p": 0.25}),
)


TOKENS = [f"token {i}" for i in range(5)]


@suite.statistics("tokens are drawn with their probabilities")
def frequencies(ask, seed):
    probs_of = load_reference("sample_token")["next_token_probs"]
    n = 20_000
    for i, (what, knobs) in enumerate(DISTRIBUTIONS):
        logits = PROBS.log().expand(n, 5)
        ((outcome,),) = ask([call("sample_token", logits, Seeded(seed + i), **knobs)])
        exact = probs_of(PROBS.log()[None], **knobs)[0]
        yield Counted(what, torch.bincount(outcome.value, minlength=5).tolist(), exact.tolist(), TOKENS)


@suite.statistics("the same generator state gives the same tokens")
def repeatable(ask, seed):
    one = call("sample_token", torch.zeros(64, 8), Seeded(seed))
    first, second = ask([script(one, one)])[0]
    if not torch.equal(first.value, second.value):
        yield "two generators with the same seed give different tokens"


@suite.statistics("min_p 1 keeps all of the largest")
def equals(ask, seed):
    logits = torch.tensor([1.5, -1.0, 1.5, 1.0]).expand(1000, 4)
    ((outcome,),) = ask([call("sample_token", logits, Seeded(seed + 60), min_p=1.0)])
    yield Counted(
        "two equal tokens", torch.bincount(outcome.value, minlength=4).tolist(), [0.5, 0.0, 0.5, 0.0], TOKENS[:4]
    )


@suite.statistics("top_p ends where the sum is exactly p")
def exactly_p(ask, seed):
    ((outcome,),) = ask([call("sample_token", torch.zeros(1000, 4), Seeded(seed + 70), top_p=0.5)])
    yield Counted(
        "four equal tokens", torch.bincount(outcome.value, minlength=4).tolist(), [0.5, 0.5, 0, 0], TOKENS[:4]
    )


@suite.statistics("rows are independent")
def independence(ask, seed):
    n = 10_000
    logits = torch.stack([PROBS, PROBS.flip(0)]).log().repeat(n, 1)
    ((outcome,),) = ask([call("sample_token", logits, Seeded(seed + 50))])
    pairs = outcome.value.reshape(n, 2)
    exact = PROBS.double()[:, None] * PROBS.double().flip(0)[None, :]
    counts = torch.bincount(pairs[:, 0] * 5 + pairs[:, 1], minlength=25).tolist()
    names = [f"tokens {i} and {j}" for i in range(5) for j in range(5)]
    yield Counted("pairs of rows", counts, exact.flatten().tolist(), names)


@suite.statistics("the generator advances from call to call")
def advances(ask, seed):
    logits = torch.zeros(64, 1000)
    one = call("sample_token", logits, GivenFn("shared_generator", (seed, torch.zeros(1))))
    first, second = ask([script(one, one)])[0]
    if torch.equal(first.value, second.value):
        yield "two calls with the same generator give the same 64 tokens"
