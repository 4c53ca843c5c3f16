"""The smallest failing case as plain data, ready for a screen or for JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import torch

from llmprep.drills.calls import Line, Told, describe_script, has_tensor, literal, tell
from llmprep.drills.compare import Mismatch, dtype_name
from llmprep.drills.describe import SHOWN_ENTRIES, describe, describe_tensor, plain_number
from llmprep.drills.difference import parting
from llmprep.drills.execute import upstream
from llmprep.drills.judge import Failure, Tried, said
from llmprep.drills.script import Outcome, Script, Seeded, Strange

__all__ = [
    "SHOWN_ENTRIES", "Counterexample", "counterexample", "describe", "describe_script", "describe_tensor",
    "plain_number",
]  # fmt: skip

NOTE = 48
"""How long a note on what an earlier step gave may be."""


@dataclass(frozen=True)
class Counterexample:
    """A failing case. `call` is how the submission was called; inputs, expected and got are described values.

    labels: what expected and got are called. says: what is wrong, where the two do not show it. random: the result is
    drawn, so that no single one is right. facts: more that helps to see it. lines: the calls one by one, for a screen.
    live: the values themselves, for a screen.
    """

    call: str
    inputs: Mapping[str, Any]
    expected: Any = None
    got: Any = None
    index: tuple[int, ...] | None = None
    difference: float | None = None
    wrong: Any = None
    case: str = ""
    part: str = ""
    says: str = ""
    labels: tuple[str, str] = ("expected", "got")
    first_difference: str = ""
    random: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    live: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def as_json(self) -> dict[str, Any]:
        shown = {
            "case": self.case,
            "call": self.call,
            "steps": [_line_json(line) for line in self.lines if line.number],
            "inputs": dict(self.inputs),
            "part": self.part,
            "says": self.says,
            "random": self.random or None,
            "expected": self.expected,
            "got": self.got,
            "index": list(self.index) if self.index is not None else None,
            "difference": plain_number(self.difference) if self.difference is not None else None,
            "first_difference": self.first_difference,
            "facts": dict(self.facts),
        }
        return {k: v for k, v in shown.items() if v is not None and v != "" and (v or k not in ("steps", "facts"))}


def _line_json(line: Line) -> dict[str, Any]:
    shown = {"step": line.number, "code": line.code, "note": line.note, "failed": line.failed or None}
    return {k: v for k, v in shown.items() if v}


def counterexample(tried: Tried, failure: Failure, namespace: Mapping[str, Any]) -> Counterexample:
    """What to show of a case that failed."""
    told = _told(tried, failure, namespace)
    mismatch = failure.mismatch
    pair = _pair(tried, failure)
    return Counterexample(
        call=told.text,
        inputs={k: describe(v) for k, v in told.inputs.items()},
        expected=pair.described_expected(),
        got=pair.described_got(),
        index=mismatch.index if mismatch else failure.index,
        difference=(mismatch.largest or None) if mismatch else None,
        case=tried.script.note,
        part=mismatch.path if mismatch and not _is_whole(tried, failure) else "",
        says=pair.says,
        labels=pair.labels,
        first_difference=_first_difference(pair),
        random=pair.random,
        facts={k: describe(v) for k, v in failure.facts.items()},
        lines=told.lines,
        live={"inputs": told.inputs, "facts": dict(failure.facts)} | pair.live(),
    )


# ---------------------------------------------------------------- the two sides


NOTHING = object()


@dataclass(frozen=True)
class Pair:
    """What should have come and what came; NOTHING where there is no use in showing it.

    raised: what either side raised, in words, in place of a value. dtype: that of a right result, since the truth itself
    is kept in float64.
    """

    expected: Any = NOTHING
    got: Any = NOTHING
    raises: str = ""
    raised: str = ""
    dtype: str = ""
    says: str = ""
    labels: tuple[str, str] = ("expected", "got")
    random: bool = False

    def described_expected(self) -> Any:
        if self.raises or self.expected is NOTHING:
            return self.raises or None
        shown = describe(self.expected)
        return shown | {"dtype": self.dtype} if self.dtype and isinstance(shown, dict) else shown

    def described_got(self) -> Any:
        return self.raised or (None if self.got is NOTHING else describe(self.got))

    def live(self) -> dict[str, Any]:
        """What a screen shows; a side that raised is told in `says`."""
        sides = {"expected": self.expected, "got": self.got}
        return {k: v for k, v in sides.items() if v is not NOTHING} | {"dtype": self.dtype}


def _pair(tried: Tried, failure: Failure) -> Pair:
    got = tried.got[failure.step] if failure.step < len(tried.got) else Outcome()
    truth = tried.truth[failure.step] if failure.step < len(tried.truth) else Outcome()
    native = tried.native[failure.step] if failure.step < len(tried.native) else Outcome()
    mismatch = failure.mismatch
    if mismatch:
        expected, right = _part(mismatch, truth, tried, failure.step)
        return Pair(
            expected,
            right,
            dtype=_dtype_of(expected, tried, failure.step),
            says=failure.message if failure.kind in ("dtype", "purity") else "",
            labels=("the first time", "the second time") if failure.kind == "purity" else ("expected", "got"),
        )
    if failure.kind == "errors":
        expected = f"raises {truth.raised.name}" if truth.raised else ""
        return Pair(raises=expected, says=failure.message, **_got_side(got))
    if got.raised:
        says = f"it {failure.message}"
        return Pair(native.value, raised=f"raises {said(got.raised)}", says=says, labels=("it should return", "got"))
    if failure.kind not in ("values", "properties"):
        return Pair(says=failure.message)
    random = _is_random(tried.script, failure.step)
    expected_value = native.value if failure.kind == "values" and not random else NOTHING
    labels = ("expected", "it returned" if expected_value is NOTHING else "got")
    return Pair(expected_value, got.value, says=failure.message, labels=labels, random=random)


def _is_whole(tried: Tried, failure: Failure) -> bool:
    """Whether the two sides are whole results although the mismatch names a part: short lists are shown in full."""
    mismatch, truth = failure.mismatch, tried.truth[failure.step].value if failure.step < len(tried.truth) else None
    return bool(mismatch and mismatch.expected is truth and truth is not None and not has_tensor(truth))


def _part(mismatch: Mismatch, truth: Outcome, tried: Tried, step: int) -> tuple[Any, Any]:
    """The two sides of a mismatch; of lists that hold tensors the part that differs."""
    expected, got = mismatch.expected, mismatch.got
    if expected is truth.value and has_tensor(expected) and not isinstance(expected, torch.Tensor):
        for key in re.findall(r"\[(\d+)\]", mismatch.path):
            if not (isinstance(expected, list | tuple) and isinstance(got, list | tuple)):
                break
            expected, got = expected[int(key)], got[int(key)]
        if expected is truth.value and step < len(tried.native):
            expected = tried.native[step].value
    return expected, got


def _got_side(got: Outcome) -> dict[str, Any]:
    return {"raised": f"raises {said(got.raised)}"} if got.raised else {"got": got.value}


def _dtype_of(truth: Any, tried: Tried, step: int) -> str:
    """The dtype that a part of the truth has in the reference's own result."""
    if not isinstance(truth, torch.Tensor) or step >= len(tried.native):
        return ""
    theirs, native = tried.truth[step], tried.native[step]
    sides = ((theirs.value, native.value), (theirs.grads, native.grads))
    for part, own in (pair for a, b in sides for pair in _tensors_in_both(a, b)):
        if part is truth:
            return dtype_name(own.dtype)
    # Zeros that stand for a gradient which should not be there.
    got = tried.got[step].value
    return dtype_name(got.dtype) if isinstance(got, torch.Tensor) and got.is_floating_point() else ""


def _tensors_in_both(a: Any, b: Any) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    if isinstance(a, torch.Tensor) and isinstance(b, torch.Tensor):
        yield a, b
    elif isinstance(a, list | tuple) and isinstance(b, list | tuple):
        for x, y in zip(a, b, strict=False):
            yield from _tensors_in_both(x, y)
    elif isinstance(a, Mapping) and isinstance(b, Mapping):
        for key in a:
            yield from _tensors_in_both(a[key], b.get(key))


def _is_random(script: Script, step: int) -> bool:
    """Whether a step draws: it was given a generator."""
    done = script.steps[step]
    return any(isinstance(v, Seeded) for v in (*done.args, *done.kwargs.values()))


def _first_difference(pair: Pair) -> str:
    """Where two plain values part, in words."""
    if pair.expected is NOTHING or pair.got is NOTHING or pair.labels[0] == "it should return":
        return ""
    found = parting(pair.expected, pair.got)
    return found.words if found else ""


# ---------------------------------------------------------------- the calls


def _told(tried: Tried, failure: Failure, namespace: Mapping[str, Any]) -> Told:
    """The calls up to the one that failed, with what the earlier ones gave."""
    wrong = {f.step: f.message for f in reversed(tried.failures) if f.step < failure.step}
    notes: dict[int, str] = {}
    if len(tried.script.steps) > 1:
        notes = {i: _note(outcome) for i, outcome in enumerate(tried.got[: failure.step])}
        notes |= {i: clip_text(message, 2 * NOTE) for i, message in wrong.items()}
    told = tell(tried.script, failure.step, namespace, notes, frozenset(wrong))
    return _with_backward(told, tried, failure) if failure.kind == "gradients" and failure.mismatch else told


def _note(outcome: Outcome) -> str:
    """What a step that went right gave, in few words."""
    if outcome.raised:
        return f"raises {outcome.raised.name}, as it should"
    if outcome.value is None or isinstance(outcome.value, Strange) or has_tensor(outcome.value):
        return ""
    text = literal(outcome.value, NOTE)
    return text if len(text) < NOTE else ""


def clip_text(text: str, limit: int) -> str:
    first = text.splitlines()[0] if text else ""
    return first if len(first) <= limit else first[: limit - 1] + "…"


def _with_backward(told: Told, tried: Tried, failure: Failure) -> Told:
    """The calls, and the backward pass whose gradients were judged; `g` is the upstream gradient."""
    value = tried.got[failure.step].value
    if not isinstance(value, torch.Tensor) or not value.is_floating_point():
        return replace(
            told, lines=(*told.lines, Line("# then backward from all results, each times fixed random numbers"))
        )
    last = told.lines[-1]
    g = upstream(value.shape, tried.seed + 1000 * failure.step, value.dtype, "cpu")
    lines = (*told.lines[:-1], replace(last, head=f"out = {last.head}"), Line("(out * g).sum().backward()"))
    return Told(lines, told.inputs | {"g": g})
