"""Which known mistake did the learner make? One explanation or silence.

A mistake explains a submission when it gives the same outcomes on every case that was tried, failing and passing alike.
Where several still do, more cases are drawn to tell them apart; if that fails too, nothing is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch

from llmprep.drills.cases import Outcomes
from llmprep.drills.compare import GRADIENT_FACTOR, Rule, compare
from llmprep.drills.judge import Tried, _as_truth, judge
from llmprep.drills.runner import Call, OwnRunner
from llmprep.drills.script import Outcome
from llmprep.drills.search import Search, tensor_names
from llmprep.drills.statistics import ALARM, fit, same_source
from llmprep.drills.statistics_check import Observed, observe
from llmprep.drills.truth import Mistake, Truth

MORE_ROUNDS = 2
SAME_SOURCE = 1e-3
"""Two histograms with a higher p-value than this may come from one distribution."""


@dataclass(frozen=True)
class Diagnosis:
    """The mistake that explains everything that was seen."""

    mistake: str
    title: str
    says: str


def diagnose(
    truth: Truth, search: Search, kinds: frozenset[str], observed: Sequence[Observed], statistics_seed: int
) -> Diagnosis | None:
    """The one mistake that explains the submission, or None. `kinds` are the kinds of checks that failed."""
    if kinds <= {"cost", "forbidden"}:
        (kind, *others) = sorted(kinds) or [""]
        return None if others else _only([m for m in truth.mistakes if m.fails == kind])
    if kinds == {"gradients"} and not truth.suite.gradients:  # a result of a no-grad drill that requires one
        return _only([m for m in truth.mistakes if m.fails == "gradients"])
    candidates = [m for m in truth.mistakes if m.fails not in ("cost", "forbidden")]
    if truth.suite.statistics_checks and (observed or "statistics" in kinds):
        return _diagnose_sampler(truth, search, candidates, observed, statistics_seed)
    candidates = [m for m in candidates if explains(truth, search, m, search.tried)]
    for round_ in range(MORE_ROUNDS):
        if len(candidates) < 2:
            break
        before = len(search.tried)
        search.all(round_ + 1)
        candidates = [m for m in candidates if explains(truth, search, m, search.tried[before:], must_fail=False)]
    return _only(candidates)


def _only(candidates: Sequence[Mistake]) -> Diagnosis | None:
    if len(candidates) != 1:
        return None
    (mistake,) = candidates
    return Diagnosis(mistake.name, mistake.title, mistake.says)


def explains(truth: Truth, search: Search, mistake: Mistake, tried: Sequence[Tried], *, must_fail: bool = True) -> bool:
    """Whether a mistake gives what the submission gave on all of these cases, and fails where it failed."""
    runner = OwnRunner(mistake.namespace, truth.given, search.device)
    failed_alike = not must_fail
    for case in sorted(tried, key=lambda t: not t.failures):
        grads = truth.suite.gradients and case.script.grads
        (reply,) = runner.start([Call(case.script, case.seed, grads, repeat=case.again is not None)])
        if not same(reply.outcomes, case.got, search.device):
            return False
        if case.failures and not failed_alike:
            names = tensor_names(case.script, truth.reference)
            theirs = replace(case, got=reply.outcomes, again=reply.again, failures=())
            failed_alike = bool(judge(truth.suite, theirs, search.device, names))
    return failed_alike


def same(theirs: Outcomes, learners: Outcomes, device: str) -> bool:
    """Whether two submissions' outcomes are the same up to rounding."""
    return all(_same_step(a, b) for a, b in zip(theirs, learners, strict=True))


def _same_step(a: Outcome, b: Outcome) -> bool:
    if a.raised or b.raised:
        return bool(a.raised and b.raised and a.raised.name == b.raised.name)
    if bool(a.changed) != bool(b.changed) or bool(a.grad_error) != bool(b.grad_error):
        return False
    if not _same_value(a.value, b.value, Rule(factor=2.0)):
        return False
    return _same_grads(a.grads, b.grads)


def _same_value(a: Any, b: Any, rule: Rule) -> bool:
    try:
        return compare(_as_truth(a), a, b, rule) is None
    except (TypeError, ValueError):
        return False


def _same_grads(a: Mapping[str, torch.Tensor | None] | None, b: Mapping[str, torch.Tensor | None] | None) -> bool:
    for name in {*(a or {}), *(b or {})}:
        x, y = (a or {}).get(name), (b or {}).get(name)
        if x is None and y is None:
            continue
        like = x if x is not None else y
        assert like is not None
        x = torch.zeros_like(like) if x is None else x
        y = torch.zeros_like(like) if y is None else y
        if not _same_value(x, y, Rule(factor=GRADIENT_FACTOR)):
            return False
    return True


def _diagnose_sampler(
    truth: Truth, search: Search, candidates: Sequence[Mistake], observed: Sequence[Observed], seed: int
) -> Diagnosis | None:
    """A sampler's mistake: the same outcomes where seeds fix them, else the same distribution."""
    exact = [m for m in candidates if explains(truth, search, m, search.tried, must_fail=False)]
    alike = []
    for mistake in candidates:
        if not _raises_alike(truth, search, mistake):
            continue
        theirs = observe(truth.suite, OwnRunner(mistake.namespace, truth.given, search.device), seed)
        if _same_distributions(theirs, observed) and (_fails(theirs) or mistake in exact):
            alike.append(mistake)
    both = [m for m in alike if m in exact and (_fails_somewhere(truth, search, m) or len(alike) == 1)]
    return _only(both) or _only(alike)


def _fails_somewhere(truth: Truth, search: Search, mistake: Mistake) -> bool:
    return explains(truth, search, mistake, [t for t in search.tried if t.failures])


def _raises_alike(truth: Truth, search: Search, mistake: Mistake) -> bool:
    runner = OwnRunner(mistake.namespace, truth.given, search.device)
    for case in search.tried:
        (reply,) = runner.run([case.script], grads=False, seed=case.seed)
        theirs = [o.raised.name if o.raised else None for o in reply.outcomes]
        if theirs != [o.raised.name if o.raised else None for o in case.got]:
            return False
    return True


def _fails(observed: Sequence[Observed]) -> bool:
    return any(o.plain or (o.counted and not fit(o.counted).fits) for o in observed)


def _same_distributions(a: Sequence[Observed], b: Sequence[Observed]) -> bool:
    if len(a) != len(b):
        return False
    for x, y in zip(a, b, strict=True):
        if x.check != y.check or bool(x.plain) != bool(y.plain):
            return False
        if x.counted and y.counted and same_source(x.counted.counts, y.counted.counts) < max(SAME_SOURCE, ALARM):
            return False
    return True
