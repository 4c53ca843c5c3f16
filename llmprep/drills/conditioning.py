"""How far rounding of the inputs alone moves the truth: the room that every right program needs on one case.

Where terms cancel, or a softmax saturates, a result may be far smaller than the values it is made of, and no
program can compute it to a relative accuracy. The truth of inputs that are changed in their last digits shows
how much that is. Terms of a gradient may cancel whatever the inputs are (batch norm over two rows leaves next to
nothing of terms near 20), so for gradients every operation's result is changed as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_map

from llmprep.drills.cases import Outcomes
from llmprep.drills.compare import Mismatch
from llmprep.drills.script import Script
from llmprep.drills.truth import Truth

DRAWS = 4
UNITS = 4.0
"""Inputs are changed by up to this many units in their last place."""
FAR = 256.0
"""Where a change this much larger moves the truth no further, the truth jumps and is not ill-conditioned."""
NOTHING = 16 * torch.finfo(torch.float64).eps
"""Gradients of the truth that are this small beside the result are rounding of zero."""
PLAUSIBLE = {torch.float64: 1e-6, torch.float32: 1e-2}
"""Larger differences (times the largest truth, or 1) are no rounding; the other dtypes have no such bound."""


def may_be_rounding(mismatch: Mismatch) -> bool:
    """Whether a mismatch is a difference of numbers that is small enough to be worth a closer look."""
    if mismatch.largest is None or not isinstance(mismatch.expected, torch.Tensor):
        return False
    finite = mismatch.expected[torch.isfinite(mismatch.expected)].abs()
    scale = max(1.0, float(finite.max())) if finite.numel() else 1.0
    dtype = getattr(mismatch.got, "dtype", torch.float32)
    return mismatch.largest <= scale * PLAUSIBLE.get(dtype, float("inf"))


def widths(
    truth: Truth, script: Script, *, grads: bool, seed: int, device: str, exact: Outcomes, native: Outcomes
) -> Mapping[int, float]:
    """How far every float tensor of results and gradients moves, by the id of the reference's own tensor."""

    def moves(units: float) -> dict[int, float]:
        largest: dict[int, float] = {}
        for i in range(DRAWS):
            nudge = _nudge(units, seed + i)
            moved = truth.run(script, grads=grads, seed=seed, upcast=True, device=device, nudge=nudge)
            for own, was, now in _tensors(native, exact, moved):
                largest[id(own)] = max(largest.get(id(own), 0.0), _distance(was, now))
        return largest

    near, far = moves(UNITS), moves(UNITS * FAR)
    sharp = {id(own) for own, _, _ in _tensors(native, exact, exact) if own.dtype in PLAUSIBLE}
    room = {name: min(move, 2 * far[name] / FAR) if name in sharp else move for name, move in near.items()}
    for was, now in zip(native, exact, strict=True):
        pairs = list(_same_place(dict(was.grads or {}), dict(now.grads or {}), dict(now.grads or {})))
        # A gradient that is zero whatever the inputs (a softmax over one entry) is still a difference of terms
        # of about the size of the other gradients.
        largest = max((_size(t) for _, t, _ in pairs), default=0.0)
        values = max((_size(t) for _, t, _ in _same_place(was.value, now.value, now.value)), default=0.0)
        if largest <= NOTHING * values:  # all of them are: then they are differences of terms like the result
            largest = values
        for own, _, _ in pairs:
            room[id(own)] = max(room[id(own)], UNITS * torch.finfo(own.dtype).eps * largest)
    for name, move in _moved_by_operations(truth, script, seed, device, exact, native).items():
        room[name] = max(room[name], move)
    return room


def _moved_by_operations(
    truth: Truth, script: Script, seed: int, device: str, exact: Outcomes, native: Outcomes
) -> dict[int, float]:
    """How far gradients move when the results of all operations are rounded as in the dtype of the reference's own."""
    gradients = [own for o in native for own, _, _ in _same_place(*[dict(o.grads or {})] * 3)]
    if not gradients:
        return {}
    coarsest = max((t.dtype for t in gradients), key=lambda dtype: torch.finfo(dtype).eps)
    units = (UNITS if coarsest in PLAUSIBLE else 1.0) * torch.finfo(coarsest).eps

    def moves(units: float) -> dict[int, float]:
        largest: dict[int, float] = {}
        for i in range(DRAWS):
            with _Rounded(units, seed + i):
                moved = truth.run(script, grads=True, seed=seed, upcast=True, device=device)
            for was, now, then in zip(native, exact, moved, strict=True):
                for own, a, b in _same_place(*(dict(o.grads or {}) for o in (was, now, then))):
                    largest[id(own)] = max(largest.get(id(own), 0.0), _distance(a, b))
        return largest

    near = moves(units)
    if coarsest not in PLAUSIBLE:  # far would be changes of more than a result's own size
        return near
    far = moves(units * FAR)
    return {name: min(move, 2 * far[name] / FAR) for name, move in near.items()}


class _Rounded(TorchDispatchMode):
    """Changes what every operation gives by up to so many times its size, in the backward pass too."""

    def __init__(self, units: float, seed: int) -> None:
        super().__init__()
        self.units = units
        self.generator = torch.Generator().manual_seed(seed)

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        made = func(*args, **(kwargs or {}))
        if any(r.alias_info is not None for r in func._schema.returns):  # a view, or written in place
            return made
        return tree_map(self._rounded, made)

    def _rounded(self, value: Any) -> Any:
        if not isinstance(value, torch.Tensor) or value.dtype != torch.float64:
            return value
        noise = 2 * torch.rand(value.shape, generator=self.generator, dtype=torch.float64) - 1
        return value * (1 + self.units * noise.to(value.device))


def _nudge(units: float, seed: int) -> Any:
    def nudge(name: str, tensor: torch.Tensor) -> torch.Tensor:
        if not tensor.is_floating_point():
            return tensor
        generator = torch.Generator().manual_seed((seed * 31 + int(name[1:])) % 2**31)
        noise = 2 * torch.rand(tensor.shape, generator=generator, dtype=torch.float64) - 1
        return tensor.double() * (1 + units * torch.finfo(tensor.dtype).eps * noise)

    return nudge


def _size(tensor: torch.Tensor) -> float:
    """The largest finite absolute value."""
    return float(tensor.abs().nan_to_num(0, 0, 0).max()) if tensor.numel() else 0.0


def _distance(was: torch.Tensor, now: torch.Tensor) -> float:
    if was.shape != now.shape:
        return 0.0
    moved = (now - was).abs()
    moved = moved[torch.isfinite(moved)]
    return float(moved.max()) if moved.numel() else 0.0


def _tensors(native: Outcomes, exact: Outcomes, moved: Outcomes) -> Iterator[tuple[torch.Tensor, ...]]:
    """Float tensors at the same place of three results, in their values and in their gradients."""
    for outcomes in zip(native, exact, moved, strict=True):
        if any(o.raised for o in outcomes):
            continue
        yield from _same_place(*(o.value for o in outcomes))
        yield from _same_place(*(dict(o.grads or {}) for o in outcomes))


def _same_place(native: Any, exact: Any, moved: Any) -> Iterator[tuple[torch.Tensor, ...]]:
    trees = (native, exact, moved)
    if all(isinstance(t, torch.Tensor) and t.is_floating_point() for t in trees):
        yield trees
    elif all(isinstance(t, list | tuple) for t in trees):
        for items in zip(*trees, strict=False):
            yield from _same_place(*items)
    elif all(isinstance(t, dict) for t in trees):
        for key in native:
            if key in exact and key in moved:
                yield from _same_place(native[key], exact[key], moved[key])
