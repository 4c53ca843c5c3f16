"""The cases of one check, each with its truth: made once, used for any number of submissions.

They are made as they are asked for, so that a submission can run the first while the next are drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import torch

from llmprep.drills import conditioning
from llmprep.drills.cases import Named, Outcomes, Suite
from llmprep.drills.generate import Draws, fixed_scripts
from llmprep.drills.script import Script
from llmprep.drills.seed import fresh_seed
from llmprep.drills.truth import Truth

MIN_EXAMPLES = 10
REPEAT_EVERY = 3
"""Every third drawn case is run twice, to see whether the answer depends on more than its inputs."""


@dataclass(frozen=True)
class Origin:
    """How a case was drawn: by which function of the suite, from which seed."""

    named: Named
    seed: int


@dataclass(frozen=True)
class Case:
    """What a submission is asked, with the truth (float64) and the reference's own result."""

    script: Script
    seed: int
    grads: bool
    repeat: bool
    truth: Outcomes
    native: Outcomes
    widths: Callable[[], Mapping[int, float]]
    """How much room rounding needs (see conditioning.widths); computed when first asked for."""
    origin: Origin | None = None


class CaseSet:
    """The cases that one seed gives for one drill: named examples once per dtype, then drawn ones of every kind."""

    def __init__(self, truth: Truth, seed: int | None = None, device: str = "cpu") -> None:
        # Cases are small: more threads would only fight the submission's process for the processors.
        torch.set_num_threads(1)
        self.truth, self.device = truth, device
        self.seed = fresh_seed() if seed is None else seed
        self._rounds: dict[int, _Kept] = {}

    @property
    def suite(self) -> Suite:
        return self.truth.suite

    def round(self, number: int = 0) -> Iterator[Case]:
        """The cases of a round: 0 is what every submission is asked, later ones are drawn to tell mistakes apart."""
        if number not in self._rounds:
            self._rounds[number] = _Kept(self._first() if number == 0 else self._more(number))
        return iter(self._rounds[number])

    def prepare(self) -> None:
        """Make the first round now, while there is time."""
        for _ in self.round():
            pass

    def afresh(self) -> CaseSet:
        """Other cases of the same drill."""
        return CaseSet(self.truth, device=self.device)

    def pose(self, script: Script, number: int, *, repeat: bool, origin: Origin | None = None) -> Case:
        """A script with its truth; `number` makes its seed."""
        seed = (self.seed * 1_000_003 + number) % 2**31
        grads = self.suite.gradients and script.grads

        def outcomes(upcast: bool) -> Outcomes:
            return self.truth.run(script, grads=grads, seed=seed, upcast=upcast, device=self.device)

        native, exact = outcomes(False), outcomes(True)

        @cache
        def widths() -> Mapping[int, float]:
            return conditioning.widths(
                self.truth, script, grads=grads, seed=seed, device=self.device, exact=exact, native=native
            )

        return Case(script, seed, grads, repeat, exact, native, widths, origin)

    def _first(self) -> Iterator[Case]:
        number = 0
        for script in fixed_scripts(self.suite, self.device):
            yield self.pose(script, number, repeat=True)
            number += 1
        for script, origin in self._drawn(self.seed, 1.0):
            yield self.pose(script, number, repeat=number % REPEAT_EVERY == 0, origin=origin)
            number += 1

    def _more(self, round_: int) -> Iterator[Case]:
        for i, (script, origin) in enumerate(self._drawn(self.seed + 7_919 * round_, 1.5)):
            yield self.pose(script, round_ * 10_000 + i, repeat=i % REPEAT_EVERY == 0, origin=origin)

    def _drawn(self, seed: int, share: float) -> Iterator[tuple[Script, Origin | None]]:
        for named in self.suite.drawn:
            draws = Draws(self.suite, named, self.device)
            yield draws.simplest(), None
            for i in range(1, max(MIN_EXAMPLES, int(self.suite.examples * share) // len(self.suite.drawn))):
                origin = Origin(named, (seed * 7_919 + i) % 2**31)
                yield draws.one(origin.seed), origin


class _Kept:
    """An iterator that can be gone through again: what it gave is kept."""

    def __init__(self, made: Iterator[Case]) -> None:
        self._made, self._kept = made, list[Case]()

    def __iter__(self) -> Iterator[Case]:
        yield from self._kept
        for case in self._made:
            self._kept.append(case)
            yield case
