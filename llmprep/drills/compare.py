"""Is what came back the truth? Comparison of plain data, with tolerances that are derived and documented.

The truth is the reference run in float64 on upcast inputs. A floating result x of dtype t is right where

    |x - truth| <= rtol(t) * (|truth| + scale) + SLACK * own

scale: the largest finite |truth| in the tensor (0 with `relative_to="element"`), so that an entry that is small because
large terms cancelled is not held to an accuracy that its terms never had. own: what the reference itself loses when it
runs in dtype t (its largest error in the tensor), or what rounding of the inputs does to it (see conditioning.py; looked at
only before something is refused), so that ill-conditioned inputs are judged by what is attainable.
rtol: float64 1e-9, float32 2e-5, bfloat16 2e-2, float16 2e-3: about 100 units of rounding for float32 and 5 for bfloat16,
enough for any order of summation at the sizes that cases draw. NaN or infinity where the truth is finite is always wrong.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import torch

from llmprep.drills.script import Strange, TensorInfo

RTOL = {"float64": 1e-9, "float32": 2e-5, "bfloat16": 2e-2, "float16": 2e-3}
SLACK = 3.0
ROUNDING_OF_ZERO = 8.0
"""Units of rounding by which a result may miss a truth that is zero everywhere."""
GRADIENT_FACTOR = 4.0
"""Gradients go through the computation twice; they get this much more room."""


@dataclass(frozen=True)
class Mismatch:
    """What is wrong with a result: the kind of check it fails, the sentence for people, and where.

    path locates a part of a nested result; index the entry with the largest difference; expected and got are the
    (tensor or plain) values there, in full.
    """

    kind: str
    message: str
    path: str = ""
    index: tuple[int, ...] | None = None
    expected: Any = None
    got: Any = None
    largest: float | None = None


@dataclass(frozen=True)
class Rule:
    """How to compare: relative tolerance by dtype name, what it is relative to, how much wider, which device.

    widths: how far rounding of the inputs moves a tensor, by the id of the reference's own result.
    """

    rtol: Mapping[str, float] = field(default_factory=dict)
    relative_to: str = "tensor"
    factor: float = 1.0
    finite_only: bool = False
    device: str = "cpu"
    widths: Mapping[int, float] = field(default_factory=dict)

    def rtol_for(self, dtype: torch.dtype) -> float:
        name = dtype_name(dtype)
        return self.factor * self.rtol.get(name, RTOL.get(name, 0.0))


def dtype_name(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")


def kind_of(value: Any) -> str:
    """A value's type in words."""
    if isinstance(value, Strange):
        return value.what
    if isinstance(value, torch.Tensor):
        return f"a {dtype_name(value.dtype)} tensor of shape {tuple(value.shape)}"
    if value is None:
        return "None"
    if isinstance(value, list | tuple | set | dict):
        return f"a {type(value).__name__} of {len(value)}"
    article = "an" if type(value).__name__[0] in "aeiou" else "a"
    return f"{article} {type(value).__name__}"


def tolerance(truth: torch.Tensor, native: torch.Tensor, rule: Rule) -> torch.Tensor:
    """The allowed absolute difference for every entry of a float tensor (float64, the truth's shape)."""
    finite = truth[torch.isfinite(truth)].abs()
    scale = float(finite.max()) if finite.numel() and rule.relative_to == "tensor" else 0.0
    error = (native.double() - truth).abs()
    error = error[torch.isfinite(error)]
    own = max(float(error.max()) if error.numel() else 0.0, rule.widths.get(id(native), 0.0))
    # Where the truth is nothing but zeros there is no size to be relative to: terms of order 1 that cancel leave a few
    # units of rounding.
    info = torch.finfo(native.dtype)
    tiny = ROUNDING_OF_ZERO * info.eps if finite.numel() and not finite.any() else info.tiny
    return rule.rtol_for(native.dtype) * (truth.abs() + scale) + SLACK * own + tiny


def compare_tensor(
    truth: torch.Tensor, native: torch.Tensor, got: Any, rule: Rule, path: str, info: Mapping[int, TensorInfo]
) -> Mismatch | None:
    """A tensor against the truth; `native` is the reference's own result, which fixes dtype and shape."""
    if not isinstance(got, torch.Tensor):
        return Mismatch(
            "dtype",
            f"{path or 'the result'} should be {kind_of(native)}, not {kind_of(got)}",
            path,
            None,
            truth,
            got,
        )
    if got.shape != native.shape:
        return Mismatch(
            "values",
            f"{path or 'the result'} has shape {tuple(got.shape)}, expected {tuple(native.shape)}",
            path,
            None,
            truth,
            got,
        )
    wrong_dtype = None
    if got.dtype != native.dtype:
        text = f"{path or 'the result'} has dtype {dtype_name(got.dtype)}, expected {dtype_name(native.dtype)}"
        wrong_dtype = Mismatch("dtype", text, path, None, truth, got)
        if got.is_floating_point() != native.is_floating_point():
            return wrong_dtype
    device = info[id(got)].device if id(got) in info else "cpu"
    # A drill without tensor inputs makes its result wherever its reference does.
    wanted = info[id(native)].device if id(native) in info else rule.device
    if device != wanted:
        return Mismatch("dtype", f"{path or 'the result'} is on {device}, expected {wanted}", path, None, truth, got)
    if not native.is_floating_point():
        return _exact_tensor(truth, got, path) or wrong_dtype
    return _close_tensor(truth, native, got, rule, path) or wrong_dtype


def _exact_tensor(truth: torch.Tensor, got: torch.Tensor, path: str) -> Mismatch | None:
    wrong = got != truth.to(got.dtype)
    if not wrong.any():
        return None
    index = tuple(int(i) for i in wrong.nonzero()[0])
    where = f" at {list(index)}" if index else ""
    message = f"{path or 'the result'} is {got[index].item()}{where}, expected {truth[index].item()}"
    message += _share(int(wrong.sum()), wrong.numel())
    return Mismatch("values", message, path, index, truth, got)


def _share(n_wrong: int, n: int) -> str:
    return f" ({n_wrong} of {n} entries differ)" if n > 1 else ""


def _close_tensor(
    truth: torch.Tensor, native: torch.Tensor, got: torch.Tensor, rule: Rule, path: str
) -> Mismatch | None:
    name = path or "the result"
    value = got.double()
    # Nearly everything is right, and then by far: this quick look saves most of the time. What is infinite is looked at
    # properly below: any difference is within a part of infinity.
    apart = (value - truth).abs()
    if bool(((apart <= rule.rtol_for(native.dtype) * truth.abs()) & (apart < math.inf)).all()):
        return None
    bad = ~torch.isfinite(value) & torch.isfinite(truth)
    if bad.any():
        index = tuple(int(i) for i in bad.nonzero()[0])
        what = "NaN" if math.isnan(float(value[index])) else "infinite"
        message = f"{name} is {what}{_at(index)}, expected {number(truth[index])}{_share(int(bad.sum()), bad.numel())}"
        return Mismatch("values", message, path, index, truth, got)
    if rule.finite_only:
        return None
    special = ~torch.isfinite(truth)
    same_special = (torch.isnan(truth) & torch.isnan(value)) | (truth == value)
    difference = torch.where(special, torch.zeros_like(truth), (value - truth).abs())
    wrong = torch.where(special, ~same_special, difference > tolerance(truth, native, rule))
    if not wrong.any():
        return None
    off_special = (wrong & special).nonzero()
    if len(off_special):
        index = tuple(int(i) for i in off_special[0])
    else:
        flat = int(torch.where(wrong, difference, -torch.ones_like(difference)).flatten().argmax())
        index = tuple(int(i) for i in torch.unravel_index(torch.tensor(flat), truth.shape))
    got_text, expected_text = numbers_apart(value[index], truth[index])
    message = f"{name} is {got_text}{_at(index)}, expected {expected_text}"
    message += _share(int(wrong.sum()), wrong.numel())
    return Mismatch("values", message, path, index, truth, got, float(difference[index]))


def _at(index: tuple[int, ...]) -> str:
    return f" at {list(index)}" if index else ""


def number(value: Any) -> str:
    """A number in few digits."""
    return f"{float(value) + 0.0:.6g}"  # + 0.0 makes -0 a 0


def numbers_apart(one: Any, other: Any) -> tuple[str, str]:
    """Two numbers in as few digits as show that they differ."""
    texts = number(one), number(other)
    return texts if texts[0] != texts[1] else (f"{float(one):.12g}", f"{float(other):.12g}")


def compare(
    truth: Any,
    native: Any,
    got: Any,
    rule: Rule,
    path: str = "",
    info: Mapping[int, TensorInfo] | None = None,
) -> Mismatch | None:
    """The first mismatch of a whole result with the truth, or None. Lists and tuples count as the same."""
    info = info or {}
    name = path or "the result"
    if isinstance(truth, torch.Tensor):
        return compare_tensor(truth, native, got, rule, path, info)
    if isinstance(truth, float):
        return _compare_float(truth, got, rule, path)
    if isinstance(truth, list | tuple):
        if not isinstance(got, list | tuple):
            return Mismatch("dtype", f"{name} should be {kind_of(truth)}, not {kind_of(got)}", path, None, truth, got)
        return _compare_items(truth, native, got, rule, path, info)
    if isinstance(truth, dict):
        return _compare_dict(truth, native, got, rule, path, info)
    if type(got) is not type(truth):
        expected = f"{truth!r}"[:80] if not isinstance(truth, set) else kind_of(truth)
        return Mismatch("dtype", f"{name} should be {expected}, not {kind_of(got)}", path, None, truth, got)
    if got != truth:
        message = f"{name} is {clip(got)}, expected {clip(truth)}"
        return Mismatch("values", message, path, None, truth, got)
    return None


def _compare_float(truth: float, got: Any, rule: Rule, path: str) -> Mismatch | None:
    name = path or "the result"
    if isinstance(got, bool) or not isinstance(got, float | int):
        return Mismatch("dtype", f"{name} should be a Python number, not {kind_of(got)}", path, None, truth, got)
    same = math.isnan(truth) and math.isnan(got) if math.isnan(truth) else False
    try:
        close = abs(got - truth) <= rule.rtol_for(torch.float64) * abs(truth) if math.isfinite(truth) else got == truth
    except OverflowError:
        close = False
    if same or close:
        return None
    return Mismatch("values", f"{name} is {clip(got)}, expected {truth!r}", path, None, truth, got)


def _compare_items(
    truth: Any, native: Any, got: Any, rule: Rule, path: str, info: Mapping[int, TensorInfo]
) -> Mismatch | None:
    for i, (t, n, g) in enumerate(zip(truth, native, got, strict=False)):
        found = compare(t, n, g, rule, f"{path or 'result'}[{i}]", info)
        if found and found.kind == "values" and not isinstance(t, torch.Tensor) and not path:
            return Mismatch(found.kind, found.message, found.path, found.index, truth, got, found.largest)
        if found:
            return found
    if len(truth) != len(got):
        message = f"{path or 'the result'} has {len(got)} items, expected {len(truth)}"
        return Mismatch("values", message, path, None, truth, got)
    return None


def _compare_dict(
    truth: dict[Any, Any], native: Any, got: Any, rule: Rule, path: str, info: Mapping[int, TensorInfo]
) -> Mismatch | None:
    name = path or "the result"
    if not isinstance(got, dict):
        return Mismatch("dtype", f"{name} should be a dict, not {kind_of(got)}", path, None, truth, got)
    if set(truth) != set(got):
        missing, extra = sorted(map(str, set(truth) - set(got))), sorted(map(str, set(got) - set(truth)))
        parts = [f"lacks {', '.join(missing[:5])}"] * bool(missing) + [f"has also {', '.join(extra[:5])}"] * bool(extra)
        return Mismatch("values", f"{name} {' and '.join(parts)}", path, None, truth, got)
    for key in truth:
        found = compare(truth[key], native[key], got[key], rule, f"{path or 'result'}[{key!r}]", info)
        if found:
            return found
    return None


def clip(value: Any, limit: int = 160) -> str:
    """A plain value as text, cut to a limit."""
    try:
        text = repr(value) if not isinstance(value, torch.Tensor | Strange) else kind_of(value)
    except ValueError:  # an int of more digits than Python prints
        text = "a huge number"
    return text if len(text) <= limit else text[: limit - 1] + "…"
