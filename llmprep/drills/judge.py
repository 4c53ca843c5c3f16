"""Judging one case: what the submission gave, against the truth. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import torch

from llmprep.drills.cases import Judge, Outcomes, Suite, Wrong
from llmprep.drills.compare import GRADIENT_FACTOR, Mismatch, Rule, clip, compare, kind_of
from llmprep.drills.script import Outcome, Raised, Script

KINDS = (
    "load",
    "values",
    "statistics",
    "errors",
    "gradients",
    "dtype",
    "purity",
    "properties",
    "forbidden",
    "cost",
)
"""Kinds of checks; when one case fails several, the first of this order is shown first."""


@dataclass(frozen=True)
class Failure:
    """One thing wrong with one case."""

    kind: str
    message: str
    step: int = 0
    mismatch: Mismatch | None = None
    property: str = ""
    index: tuple[int, ...] | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Tried:
    """A case that was run: truth (float64), the reference's own result, and what the submission gave, twice."""

    script: Script
    seed: int
    truth: Outcomes
    native: Outcomes
    got: Outcomes
    again: Outcomes | None = None
    failures: tuple[Failure, ...] = ()

    @property
    def size(self) -> int:
        """How much there is to read in this case: entries of tensors and items of lists."""
        return sum(_weight(v) for s in self.script.steps for v in (*s.args, *s.kwargs.values())) + 4 * len(
            self.script.steps
        )


def _weight(value: Any) -> int:
    tensor = getattr(value, "tensor", value)
    if isinstance(tensor, torch.Tensor):
        return 1 + tensor.numel()
    if isinstance(value, list | tuple | set):
        return 1 + sum(_weight(v) for v in value)
    if isinstance(value, dict):
        return 1 + sum(_weight(v) for v in value.values())
    return 1 + (len(value) if isinstance(value, str | bytes) else 0)


BRIEF = 40
"""How long a value may be that a message quotes in full."""


def said(raised: Raised) -> str:
    """An exception as people read it."""
    first = raised.message.strip().splitlines()
    return f"{raised.name}: {first[0]}" if first else raised.name


def judge(
    suite: Suite,
    tried: Tried,
    device: str,
    names: Mapping[str, str],
    widths: Mapping[int, float] | None = None,
) -> tuple[Failure, ...]:
    """Everything that is wrong with a case.

    `names` maps input tensors to the names of their arguments; `widths` is as in Rule.
    """
    rule = Rule(suite.rtol, suite.relative_to, 1.0, tried.script.finite_only, device, widths or {})
    failures: list[Failure] = []
    steps = list(zip(tried.truth, tried.native, tried.got, strict=True))
    for i, (truth, native, got) in enumerate(steps):
        failures += [replace(f, step=i) for f in _judge_step(suite, rule, truth, native, got, names)]
    if suite.judge_fn:
        failures += _judge_by_own_rule(suite.judge_fn, tried, failures)
    if not failures:
        for prop in suite.properties:
            wrong = prop.fn(tried.script, tried.got)
            if wrong:
                failures.append(Failure("properties", wrong, len(steps) - 1, property=prop.name))
    if suite.purity and tried.again is not None and not any(f.kind == "values" for f in failures):
        failures += _judge_again(rule, tried.got, tried.again)
    return tuple(sorted(failures, key=lambda f: (KINDS.index(f.kind), f.step)))


def _judge_by_own_rule(rule: Judge, tried: Tried, failures: Sequence[Failure]) -> list[Failure]:
    """What the suite's own rule finds in the steps up to the first that failed already."""
    end = min((f.step for f in failures if f.kind == "values"), default=len(tried.got))
    if not end:
        return []
    wrong = rule(replace(tried.script, steps=tried.script.steps[:end]), tried.truth[:end], tried.got[:end])
    return [_refused(wrong, end - 1)] if wrong else []


def _refused(wrong: Wrong | str, last: int) -> Failure:
    """What a suite's own judge found; it speaks of the last step where it names none."""
    if isinstance(wrong, str):
        return Failure("values", wrong, last)
    step = last if wrong.step is None else wrong.step
    return Failure("values", wrong.message, step, index=wrong.index, facts=wrong.facts)


def _judge_step(
    suite: Suite, rule: Rule, truth: Outcome, native: Outcome, got: Outcome, names: Mapping[str, str]
) -> list[Failure]:
    failures: list[Failure] = []
    if suite.purity and got.changed:
        which = ", ".join(dict.fromkeys(names.get(n, "an input") for n in got.changed))
        failures.append(Failure("purity", f"changes its input {which} in place; work on a copy"))
    if native.raised:
        return failures + _judge_error(native.raised, got)
    if got.raised:
        advice = " (the starter is still to be filled in)" if got.raised.name == "NotImplementedError" else ""
        return [*failures, Failure("values", f"raised {said(got.raised)}{advice}")]
    if suite.judge_fn is None:
        found = compare(truth.value, native.value, got.value, rule, info={**native.info, **got.info})
        if found:
            failures.append(Failure(found.kind, found.message, mismatch=found))
    # Where a drill judges values by a rule of its own, many results are right, and so are many gradients: its rule sees them.
    if suite.judge_fn is None and not any(f.kind == "values" for f in failures) and truth.grads is not None:
        failures += _judge_gradients(rule, truth, native, got, names)
    return failures


def _judge_error(expected: Raised, got: Outcome) -> list[Failure]:
    if got.raised is None:
        return [Failure("errors", f"should raise {said(expected)}, but returned {_briefly(got.value)}")]
    if expected.name in got.raised.types:
        return []
    return [Failure("errors", f"should raise {expected.name}, but raised {said(got.raised)}")]


def _briefly(value: Any) -> str:
    """A small plain value itself, the beginning of a text, anything else in words."""
    if isinstance(value, str):
        return clip(value, BRIEF)
    plain = value is None or isinstance(value, bool | int | float | list | tuple)
    text = repr(value) if plain and _weight(value) <= BRIEF else ""
    return text if 0 < len(text) <= BRIEF and "tensor" not in text and "Strange" not in text else kind_of(value)


def _judge_gradients(
    rule: Rule, truth: Outcome, native: Outcome, got: Outcome, names: Mapping[str, str]
) -> list[Failure]:
    if got.grad_error:
        return [Failure("gradients", f"the backward pass failed with {said(got.grad_error)}")]
    rule = replace(rule, factor=GRADIENT_FACTOR, device="cpu")
    own = native.grads or {}
    for name, expected in (truth.grads or {}).items():
        what = names.get(name, name)
        mine = (got.grads or {}).get(name)
        if expected is None and (mine is None or not mine.any()):
            continue
        like = expected if expected is not None else mine
        if like is None:
            continue
        zero = torch.zeros_like(like)
        true = expected if expected is not None else zero.double()
        native_grad = own.get(name)
        if native_grad is None:
            native_grad = mine.new_zeros(mine.shape) if mine is not None else zero
        if mine is None and not expected_is_zero(true):
            return [Failure("gradients", f"no gradient flows into {what}, but it should")]
        result = zero.to(native_grad.dtype) if mine is None else mine
        found = compare(true, native_grad, result, rule, f"the gradient of {what}")
        if found and expected is None:
            return [Failure("gradients", f"a gradient flows into {what}, but none should", mismatch=found)]
        if found:
            return [Failure("gradients", found.message, mismatch=found)]
    return []


def expected_is_zero(tensor: torch.Tensor) -> bool:
    return not bool(tensor.any())


def _judge_again(rule: Rule, got: Outcomes, again: Outcomes) -> list[Failure]:
    for i, (first, second) in enumerate(zip(got, again, strict=True)):
        if (first.raised and first.raised.name) != (second.raised and second.raised.name):
            return [Failure("purity", "a second run on the same inputs ended differently", i)]
        if first.raised:
            continue
        found = compare(_as_truth(first.value), first.value, second.value, replace(rule, device="cpu"))
        if found:
            text = (
                f"a second run on the same inputs gave another result: {found.message.replace('expected', 'at first')}"
            )
            return [Failure("purity", text, i, found)]
    return []


def _as_truth(value: Any) -> Any:
    if isinstance(value, torch.Tensor) and value.is_floating_point():
        return value.double()
    if isinstance(value, list | tuple):
        return [_as_truth(v) for v in value]
    if isinstance(value, dict):
        return {k: _as_truth(v) for k, v in value.items()}
    return value
