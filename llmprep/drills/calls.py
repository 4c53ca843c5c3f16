"""A script as Python that a reader could type: one line a call, tensors named, long histories shortened."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import torch

from llmprep.drills.compare import clip
from llmprep.drills.script import GivenFn, Laid, Ref, Script, Seeded, Step, Strange
from llmprep.drills.signatures import method_names, parameter_names

SHOWN_LINES = 12
"""Histories of at most this many lines are told in full."""
FIRST, LAST = 2, 9
"""Of a longer one, how many lines are told at each end."""
INLINE = 60
"""Plain arguments that are longer than this get a name and are shown below the calls."""
RUN = 3
"""From how many times on the same step in a row becomes a loop."""


@dataclass(frozen=True)
class Line:
    """A line of code, in parts so that a narrow window can break it between arguments.

    number: of the step, from 1; 0 where the line is no step. note: what the step gave.
    """

    head: str
    args: tuple[str, ...] = ()
    tail: str = ""
    number: int = 0
    note: str = ""
    failed: bool = False

    @property
    def code(self) -> str:
        return self.head + ", ".join(self.args) + self.tail

    @property
    def is_comment(self) -> bool:
        return self.head.startswith("#")


@dataclass(frozen=True)
class Told:
    """The lines of a script, and the values that they name."""

    lines: tuple[Line, ...]
    inputs: dict[str, Any]

    @property
    def text(self) -> str:
        return "\n".join(line.code for line in self.lines)


def describe_script(script: Script, upto: int, namespace: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The calls as source-like text, one a line, with tensors named, and the named inputs."""
    told = tell(script, upto, namespace)
    return told.text, told.inputs


def tell(
    script: Script,
    upto: int,
    namespace: Mapping[str, Any],
    notes: Mapping[int, str] | None = None,
    wrong: frozenset[int] = frozenset(),
) -> Told:
    """The steps up to and with `upto`, which is the one to look at.

    notes: what earlier steps gave. wrong: earlier steps that went wrong too, which are never left out.
    """
    writer = _Writer(script, namespace)
    lines: list[Line] = []
    chosen, dropped = _chosen(script.steps, upto, wrong)
    if dropped:
        lines.append(Line("# steps that only look, and were right, are left out"))
    for part in chosen:
        if isinstance(part, int):
            lines.append(Line(f"# … {part} steps left out"))
            continue
        before, line = writer.step(script.steps[part.start])
        if len(part) > 1:
            line = replace(line, head=f"for _ in range({len(part)}): {line.head}")
        note = (notes or {}).get(part.start, "") if len(part) == 1 else ""
        failed = part.start == upto or not wrong.isdisjoint(part)
        number = part.stop if len(script.steps) > 1 else 0
        lines += [*before, replace(line, number=number, note=note, failed=failed)]
    return Told(tuple(lines), writer.inputs)


# ---------------------------------------------------------------- what to tell


def _chosen(steps: Sequence[Step], upto: int, wrong: frozenset[int]) -> tuple[list[range | int], bool]:
    """The runs of equal steps to tell, with how many steps are left out between; whether looks were dropped."""
    runs = [*_runs(steps[:upto], wrong), range(upto, upto + 1)]
    if len(runs) <= SHOWN_LINES:
        return list(runs), False
    # A look that asks what the step to look at asks shows what it was before.
    alike = [i for i in range(upto) if _same(steps[i], steps[upto])][-1:]
    told = [r for r in runs if not steps[r.start].looks or r.start in (upto, *alike) or r.start in wrong]
    dropped = len(told) < len(runs)
    if len(told) <= SHOWN_LINES:
        return list(told), dropped
    middle = told[FIRST:-LAST]
    kept = [r for r in middle if r.start in wrong or steps[r.start].do == "make"]
    out: list[range | int] = [*told[:FIRST]]
    for group in _between(middle, kept):
        out += [group] if isinstance(group, range) else [sum(map(len, group))]
    return [*out, *told[-LAST:]], dropped


def _between(runs: Iterable[range], kept: Sequence[range]) -> Iterator[range | list[range]]:
    """Kept runs, and between them those that are not, in groups."""
    group: list[range] = []
    for run in runs:
        if run not in kept:
            group.append(run)
            continue
        if group:
            yield group
        group = []
        yield run
    if group:
        yield group


def _runs(steps: Sequence[Step], wrong: frozenset[int]) -> Iterator[range]:
    """Ranges of equal steps in a row where there are many, single steps elsewhere."""
    start = 0
    while start < len(steps):
        end = start + 1
        while end < len(steps) and _same(steps[start], steps[end]) and wrong.isdisjoint((start, end)):
            end += 1
        if end - start >= RUN:
            yield range(start, end)
        else:
            yield from (range(i, i + 1) for i in range(start, end))
        start = end


def _same(one: Step, other: Step) -> bool:
    """Whether two steps do the same; different tensors count as different."""
    if (one.do, one.name, one.of, one.bound) != (other.do, other.name, other.of, other.bound):
        return False
    a, b = (*one.args, *one.kwargs.items()), (*other.args, *other.kwargs.items())
    return len(a) == len(b) and all(
        x is y or (not has_tensor(x) and not has_tensor(y) and x == y) for x, y in zip(a, b)
    )


def has_tensor(value: Any) -> bool:
    """Whether there is a tensor in plain data."""
    if isinstance(value, Laid | torch.Tensor):
        return True
    if isinstance(value, GivenFn):
        return has_tensor(value.args)
    if isinstance(value, list | tuple):
        return any(map(has_tensor, value))
    return isinstance(value, dict) and any(map(has_tensor, value.values()))


# ---------------------------------------------------------------- how to write it


@dataclass
class _Writer:
    """Writes steps one after the other and remembers what it named."""

    script: Script
    namespace: Mapping[str, Any]
    inputs: dict[str, Any] = field(default_factory=dict)

    def step(self, step: Step) -> tuple[list[Line], Line]:
        """What to type before a step, and the step."""
        bound = f"{step.bound} = " if step.bound else ""
        if step.do == "read":
            return [], Line(f"{bound}{step.of}.{step.name}")
        names = self._names(step)
        before: list[Line] = []
        # All arguments of a new object are worth naming; of a call, the first one goes without saying.
        plain_until = 0 if step.do == "make" else 1
        args: list[str] = []
        by_name = False
        for i, value in enumerate(step.args):
            name = names[i] if i < len(names) else ""
            text = self._text(value, name or f"x{i + 1}", before)
            by_name = bool(name) and (by_name or (i >= plain_until and _is_literal(value, text)))
            args.append(f"{name}={text}" if by_name else text)
        args += [f"{k}={self._text(v, k, before)}" for k, v in step.kwargs.items()]
        target = step.name if not step.of else (step.of if step.name == "__call__" else f"{step.of}.{step.name}")
        return before, Line(f"{bound}{target}(", tuple(args), ")")

    def _names(self, step: Step) -> tuple[str, ...]:
        if not step.of:
            return parameter_names(step.name, "", self.namespace)
        cls = next((s.name for s in self.script.steps if s.do == "make" and s.bound == step.of), "")
        return method_names(cls, step.name, self.namespace)

    def _text(self, value: Any, name: str, before: list[Line]) -> str:
        """An argument as code; what has to be typed before it is added to `before`."""
        if isinstance(value, Seeded):
            before.append(Line(f"{name} = torch.Generator().manual_seed({value.seed})"))
            return name
        if isinstance(value, Ref):
            return value.name
        if isinstance(value, GivenFn):
            return self._given(value, before)
        if has_tensor(value) or (isinstance(value, list | dict | tuple | str) and len(repr(value)) > INLINE):
            return self._named(value, name)
        return literal(value)

    def _given(self, fn: GivenFn, before: list[Line]) -> str:
        names = [fn.names[i] if i < len(fn.names) else f"{fn.name}_{i + 1}" for i in range(len(fn.args))]
        texts = [self._text(v, n, before) for v, n in zip(fn.args, names, strict=True)]
        if fn.shown:
            *lines, expression = fn.shown.format(**dict(zip(names, texts, strict=True))).splitlines()
            before += [Line(line) for line in lines]
            return expression
        if fn.says and not any(fn.says in line.head for line in before):
            before.append(Line(f"# {fn.name} is given: {fn.says}"))
        known = [f"{n}={t}" if n in fn.names and n != t else t for n, t in zip(names, texts, strict=True)]
        return f"{fn.name}({', '.join(known)})"

    def _named(self, value: Any, name: str) -> str:
        """A name for a value: what it is called already where it was passed before, else a free one."""
        mine = _tensor(value)
        for known, other in self.inputs.items():
            if _tensor(other) is mine:
                return known
        free, count = name, 1
        while free in self.inputs:
            count += 1
            free = f"{name}_{count}"
        self.inputs[free] = value
        return free


def _tensor(value: Any) -> Any:
    return value.tensor if isinstance(value, Laid) else value


def _is_literal(value: Any, text: str) -> bool:
    """Whether an argument is a bare number, text or None, so that a reader needs its name to know what it is."""
    return value is None or (isinstance(value, bool | int | float | str | bytes) and text == literal(value))


def literal(value: Any, limit: int = 80) -> str:
    """A plain value as Python, cut to a limit."""
    if isinstance(value, float) and not math.isfinite(value):
        return f'float("{value}")'
    return value.what if isinstance(value, Strange) else clip(value, limit)
