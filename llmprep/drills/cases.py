"""The vocabulary of a drill's `cases.py`: what is tried, what must hold, what it may cost.

    from llmprep.drills.cases import Suite, call

    suite = Suite()

    @suite.cases
    def ordinary(d):
        n = d.size(1, 6)
        return call("softmax", d.tensor(*d.batch(), n))

Truth comes from the drill's `reference.py`, so a case only says what is called with what. See docs/writing-drills.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch

from llmprep.drills.draw import Draw, values
from llmprep.drills.script import (
    GivenFn,
    Laid,
    Outcome,
    Raised,
    Ref,
    Script,
    Seeded,
    Step,
    Strange,
    call,
    make,
    read,
    script,
    use,
)

__all__ = [
    "Counted", "Draw", "GivenFn", "Laid", "Outcome", "Raised", "Ref", "Script", "Seeded", "Step", "Strange", "Suite",
    "Wrong", "call", "make", "read", "script", "use", "values",
]  # fmt: skip

Outcomes = tuple[Outcome, ...]
Drawn = Callable[[Draw], Script | Step]


@dataclass(frozen=True)
class Wrong:
    """What a judge found wrong: a sentence, and where it can tell, the step (from 0) and the entry of its result.

    facts: what a reader needs to see it, by name; tensors or plain data.
    """

    message: str
    step: int | None = None
    index: tuple[int, ...] | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


Judge = Callable[[Script, Outcomes, Outcomes], "Wrong | str | None"]
Holds = Callable[[Script, Outcomes], str | None]


@dataclass(frozen=True)
class Counted:
    """Observed counts and the exact probabilities they should follow (both 1-D, same length), of named outcomes."""

    what: str
    counts: Sequence[int]
    probabilities: Sequence[float]
    outcomes: Sequence[str] = ()

    def outcome(self, i: int) -> str:
        """What to call an outcome."""
        return self.outcomes[i] if i < len(self.outcomes) else f"outcome {i}"


Ask = Callable[[Sequence[Script | Step]], list[Outcomes]]
Statistic = Callable[[Ask, int], Iterable[Counted | str]]


@dataclass(frozen=True)
class Named:
    """A function of the suite with its name for people."""

    name: str
    fn: Callable[..., Any]


@dataclass(frozen=True)
class Growth:
    """A cost at two sizes: its ratio may be at most `at_most`. `of` is "memory" or "time"."""

    name: str
    of: str
    fn: Callable[[int], Script | Step]
    sizes: tuple[int, int]
    at_most: float


@dataclass(frozen=True)
class Ceiling:
    """A cost against a yardstick of the same run: `fn` gives (step, peak bytes) or (step, baseline callable)."""

    name: str
    of: str
    fn: Callable[[], tuple[Script | Step, Any]]
    at_most: float = 1.0


@dataclass
class Suite:
    """Everything that a submission of one drill is judged by.

    dtypes: the float dtypes of drawn cases. gradients: False for *no grad* drills (nothing is compared and the result
    must not require one). exact: results are compared exactly although they are floats. rtol: relative tolerance by
    dtype name where the default does not fit. relative_to: "tensor" scales the tolerance with the largest truth of
    the whole tensor, "element" with each element alone. examples: how many cases are drawn.
    """

    dtypes: tuple[str, ...] = ("float32", "float64", "bfloat16")
    gradients: bool = True
    rtol: Mapping[str, float] = field(default_factory=dict)
    relative_to: str = "tensor"
    examples: int = 40
    purity: bool = True
    drawn: list[Named] = field(default_factory=list)
    fixed: list[Named] = field(default_factory=list)
    properties: list[Named] = field(default_factory=list)
    statistics_checks: list[Named] = field(default_factory=list)
    costs: list[Growth | Ceiling] = field(default_factory=list)
    judge_fn: Judge | None = None

    def cases(self, fn: Drawn) -> Drawn:
        """Drawn cases: `fn(d)` gives a call or a script. The drawn dtype is `d.dtype`."""
        self.drawn.append(Named(fn.__name__.replace("_", " "), fn))
        return fn

    def example(self, name: str) -> Callable[[Callable[..., Script | Step]], Callable[..., Script | Step]]:
        """A named case, tried first, in each dtype: `fn(dtype)` (or `fn()` where dtypes do not matter)."""

        def register(fn: Callable[..., Script | Step]) -> Callable[..., Script | Step]:
            self.fixed.append(Named(name, fn))
            return fn

        return register

    def property(self, name: str) -> Callable[[Holds], Holds]:
        """Something that must hold for every case whose values are right: `fn(script, got)` gives None or what is wrong."""

        def register(fn: Holds) -> Holds:
            self.properties.append(Named(name, fn))
            return fn

        return register

    def judge(self, fn: Judge) -> Judge:
        """Replaces the comparison of values: `fn(script, expected, got)` gives None or what is wrong (text or Wrong)."""
        self.judge_fn = fn
        return fn

    def statistics(self, name: str) -> Callable[[Statistic], Statistic]:
        """`fn(ask, seed)` asks for many calls and yields `Counted` (tested exactly) or a str (a plain failure)."""

        def register(fn: Statistic) -> Statistic:
            self.statistics_checks.append(Named(name, fn))
            return fn

        return register

    def memory(self, name: str, sizes: tuple[int, int], at_most: float) -> Callable[..., Any]:
        """Peak extra memory of `fn(size)` at the larger size over the smaller one."""
        return self._growth(name, "memory", sizes, at_most)

    def time(self, name: str, sizes: tuple[int, int], at_most: float) -> Callable[..., Any]:
        """Processor time of `fn(size)` at the larger size over the smaller one."""
        return self._growth(name, "time", sizes, at_most)

    def _growth(self, name: str, of: str, sizes: tuple[int, int], at_most: float) -> Callable[..., Any]:
        def register(fn: Callable[[int], Script | Step]) -> Callable[[int], Script | Step]:
            self.costs.append(Growth(name, of, fn, sizes, at_most))
            return fn

        return register

    def peak(self, name: str) -> Callable[..., Any]:
        """`fn()` gives (call, bytes): the call may use at most that much extra memory at its peak."""

        def register(fn: Callable[[], tuple[Script | Step, int]]) -> Callable[..., Any]:
            self.costs.append(Ceiling(name, "memory", fn))
            return fn

        return register

    def time_against(self, name: str, at_most: float) -> Callable[..., Any]:
        """`fn()` gives (call, baseline): the call's processor time over that of `baseline()`, run in the same run."""

        def register(fn: Callable[[], tuple[Script | Step, Callable[[], Any]]]) -> Callable[..., Any]:
            self.costs.append(Ceiling(name, "time", fn, at_most))
            return fn

        return register


def as_script(case: Script | Step) -> Script:
    """A lone call as a script of one step."""
    return Script((case,)) if isinstance(case, Step) else case


def dtypes_of(suite: Suite, device: str) -> tuple[torch.dtype, ...]:
    """The float dtypes that drawn cases use on a device; float16 joins bfloat16 on a GPU."""
    names = list(suite.dtypes)
    if device != "cpu" and "bfloat16" in names:
        names.append("float16")
    return tuple(getattr(torch, n) for n in names)
