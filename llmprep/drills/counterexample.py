"""The smallest failing case as plain data, ready for a screen or for JSON."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import torch

from llmprep.drills.compare import clip, dtype_name
from llmprep.drills.judge import Failure, Tried
from llmprep.drills.script import GivenFn, Laid, Ref, Script, Seeded, Step, Strange
from llmprep.drills.signatures import parameter_names

SHOWN_ENTRIES = 64
"""Tensors of at most this many entries are shown in full."""
SHOWN_ITEMS = 40


@dataclass(frozen=True)
class Counterexample:
    """A failing case. `call` is how the submission was called; inputs, expected and got are described values."""

    call: str
    inputs: Mapping[str, Any]
    expected: Any = None
    got: Any = None
    index: tuple[int, ...] | None = None
    difference: float | None = None
    wrong: Any = None
    case: str = ""
    part: str = ""
    live: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def as_json(self) -> dict[str, Any]:
        shown = {
            "case": self.case,
            "call": self.call,
            "inputs": dict(self.inputs),
            "part": self.part,
            "expected": self.expected,
            "got": self.got,
            "index": list(self.index) if self.index is not None else None,
            "difference": plain_number(self.difference) if self.difference is not None else None,
        }
        return {k: v for k, v in shown.items() if v not in (None, "")}


def counterexample(tried: Tried, failure: Failure, namespace: Mapping[str, Any]) -> Counterexample:
    """What to show of a case that failed."""
    text, inputs = describe_script(tried.script, failure.step, namespace)
    mismatch = failure.mismatch
    got = tried.got[failure.step] if failure.step < len(tried.got) else None
    truth = tried.truth[failure.step] if failure.step < len(tried.truth) else None
    expected_value = mismatch.expected if mismatch else (truth.value if truth else None)
    got_value = mismatch.got if mismatch else (got.value if got else None)
    expected = f"raises {truth.raised.name}" if truth and truth.raised else describe(expected_value)
    shown_got = f"raises {got.raised.name}: {got.raised.message}" if got and got.raised else describe(got_value)
    return Counterexample(
        call=text,
        inputs={k: describe(v) for k, v in inputs.items()},
        expected=expected,
        got=shown_got,
        index=mismatch.index if mismatch else None,
        difference=mismatch.largest if mismatch else None,
        case=tried.script.note,
        part=mismatch.path if mismatch else "",
        live={"inputs": inputs, "expected": expected_value, "got": got_value},
    )


def describe_script(script: Script, upto: int, namespace: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The calls as source-like text, one a line, with tensors named, and the named inputs."""
    inputs: dict[str, Any] = {}
    lines = [_step_text(step, inputs, namespace) for step in script.steps[: upto + 1]]
    return "\n".join(lines), inputs


def _step_text(step: Step, inputs: dict[str, Any], namespace: Mapping[str, Any]) -> str:
    if step.do == "read":
        return f"{step.of}.{step.name}"
    names = parameter_names(step.name, step.of, namespace)
    parts = [_argument(a, names[i] if i < len(names) else f"x{i + 1}", inputs) for i, a in enumerate(step.args)]
    parts += [f"{k}={_argument(v, k, inputs)}" for k, v in step.kwargs.items()]
    target = step.name if not step.of else (step.of if step.name == "__call__" else f"{step.of}.{step.name}")
    text = f"{target}({', '.join(parts)})"
    return f"{step.bound} = {text}" if step.bound else text


def _argument(value: Any, name: str, inputs: dict[str, Any]) -> str:
    value = value.tensor if isinstance(value, Laid) else value
    if isinstance(value, torch.Tensor) or (isinstance(value, list | dict | tuple) and len(repr(value)) > 60):
        free = name
        while free in inputs:
            free += "'"
        inputs[free] = value
        return free
    if isinstance(value, Seeded):
        return f"Generator(seed={value.seed})"
    if isinstance(value, Ref):
        return value.name
    if isinstance(value, GivenFn):
        return f"{value.name}({', '.join(clip(a, 40) for a in value.args)})"
    return clip(value, 80)


def describe(value: Any) -> Any:
    """A value as JSON-able data: small tensors in full, large ones by statistics."""
    if isinstance(value, Laid):
        value = value.tensor
    if isinstance(value, torch.Tensor):
        return describe_tensor(value)
    if isinstance(value, Strange):
        return value.what
    if isinstance(value, float):
        return plain_number(value)
    if isinstance(value, list | tuple):
        shown = [describe(v) for v in value[:SHOWN_ITEMS]]
        return shown if len(value) <= SHOWN_ITEMS else [*shown, f"... {len(value) - SHOWN_ITEMS} more"]
    if isinstance(value, dict):
        return {clip(k, 60): describe(v) for k, v in list(value.items())[:SHOWN_ITEMS]}
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value if abs(value) < 2**63 else clip(value)
    return clip(value, 400)


def describe_tensor(tensor: torch.Tensor) -> dict[str, Any]:
    """Shape, dtype and either all values or statistics."""
    shown: dict[str, Any] = {"shape": list(tensor.shape), "dtype": dtype_name(tensor.dtype)}
    if tensor.numel() <= SHOWN_ENTRIES:
        shown["values"] = _numbers(tensor.tolist())
    else:
        flat = tensor.double().flatten()
        shown |= {
            "min": plain_number(float(flat.min())),
            "max": plain_number(float(flat.max())),
            "mean": plain_number(float(flat.mean())),
            "first": _numbers(tensor.flatten()[:5].tolist()),
        }
    return shown


def _numbers(values: Any) -> Any:
    if isinstance(values, list):
        return [_numbers(v) for v in values]
    return plain_number(values) if isinstance(values, float) else values


def plain_number(x: float) -> float | str:
    """A float that JSON can carry: NaN and infinities as text, others to 7 significant digits."""
    return float(f"{x:.7g}") if math.isfinite(x) else repr(x)
