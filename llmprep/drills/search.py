"""Finding the smallest case that a submission fails: fixed examples, drawn cases, shrinking.

hypothesis draws and shrinks; a case that fails is drawn again and made smaller until nothing smaller fails or the
budget is spent. Every case that was run is kept: diagnosis needs the passing ones too.
"""

from __future__ import annotations

import inspect
import os
import tempfile
import time
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import hypothesis
import torch
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.errors import HypothesisException, HypothesisWarning

from llmprep.drills.cases import Named, Suite, as_script, dtypes_of
from llmprep.drills.conditioning import may_be_rounding, widths
from llmprep.drills.counterexample import Counterexample, describe, describe_script
from llmprep.drills.draw import Draw
from llmprep.drills.judge import Tried, judge
from llmprep.drills.pool import WorkerFailed
from llmprep.drills.runner import Runner
from llmprep.drills.script import Laid, Script
from llmprep.drills.signatures import parameter_names
from llmprep.drills.truth import Truth

set_hypothesis_home_dir(
    Path(tempfile.gettempdir()) / f"llmprep-hypothesis-{os.getuid() if hasattr(os, 'getuid') else 0}"
)
SHRINK_S = 2.5
SHRINK_CALLS = 300
SHRINK_STARTS = 3
"""From how many failing cases shrinking sets out, the smallest first."""
MIN_EXAMPLES = 10
REPEAT_EVERY = 3
"""Every third case is run twice, to see whether the answer depends on more than its inputs."""


class CaseFailed(Exception):
    """The submission's process died, hung or talked nonsense while it ran a case."""

    def __init__(self, message: str, shown: Counterexample) -> None:
        super().__init__(message)
        self.message = message
        self.counterexample = shown


class _Failed(Exception):
    """A drawn case failed in the way that is being shrunk."""


class _Enough(BaseException):
    """The shrinking budget is spent; not an Exception, so that hypothesis lets it through."""


@dataclass(frozen=True)
class Origin:
    """How a case was drawn: by which function of the suite, from which seed."""

    named: Named
    seed: int


@dataclass
class Search:
    """Runs cases of one drill against one runner, keeping all of them in `tried`."""

    truth: Truth
    runner: Runner
    seed: int
    device: str = "cpu"
    tried: list[Tried] = field(default_factory=list)
    origins: dict[int, Origin] = field(default_factory=dict)
    """Where the drawn ones among `tried` come from, so that a failing one can be drawn again and shrunk."""
    sampled: int = 0
    """How many of `tried` are the fixed and drawn cases; shrinking and diagnosis add more."""

    @property
    def suite(self) -> Suite:
        return self.truth.suite

    def attempt(self, script: Script, *, repeat: bool | None = None, keep: bool = True) -> Tried:
        """Run one case and judge it."""
        seed = (self.seed * 1_000_003 + len(self.tried)) % 2**31
        grads = self.suite.gradients and script.grads
        twice = len(self.tried) % REPEAT_EVERY == 0 if repeat is None else repeat
        try:
            (reply,) = self.runner.run([script], grads=grads, seed=seed, repeat=twice)
        except WorkerFailed as error:
            raise CaseFailed(error.message, self._show(script)) from error
        native = self.truth.run(script, grads=grads, seed=seed, upcast=False, device=self.device)
        upcast = self.truth.run(script, grads=grads, seed=seed, upcast=True, device=self.device)
        tried = Tried(script, seed, upcast, native, reply.outcomes, reply.again)
        names = tensor_names(script, self.truth.reference)
        tried = replace(tried, failures=judge(self.suite, tried, self.device, names))
        if any(f.mismatch and may_be_rounding(f.mismatch) for f in tried.failures):
            # Before a number is called wrong: how accurately could any program have computed it?
            room = widths(self.truth, script, grads=grads, seed=seed, device=self.device, exact=upcast, native=native)
            tried = replace(tried, failures=judge(self.suite, tried, self.device, names, room))
        if keep:
            self.tried.append(tried)
        return tried

    def _show(self, script: Script) -> Counterexample:
        text, inputs = describe_script(script, len(script.steps) - 1, self.truth.reference)
        return Counterexample(
            text, {k: describe(v) for k, v in inputs.items()}, case=script.note, live={"inputs": inputs}
        )

    def fixed(self) -> None:
        """The named examples, once per dtype where they take one."""
        for script in fixed_scripts(self.suite, self.device):
            self.attempt(script, repeat=True)

    def drawn(self, seed: int, share: float = 1.0) -> None:
        """Drawn cases of every kind that the suite knows; nothing stops at a failure.

        Each case is a run of hypothesis with a seed of its own: left to itself it makes most of its examples by
        copying parts of earlier ones, so that rare combinations may never come up.
        """
        for named in self.suite.drawn:
            n = max(MIN_EXAMPLES, int(self.suite.examples * share) // len(self.suite.drawn))
            Draws(self, named, skip=0, examples=1).run(seed)  # the simplest case there is
            draws = Draws(self, named)
            for i in range(1, n):
                origin = Origin(named, (seed * 7_919 + i) % 2**31)
                before = len(self.tried)
                draws.run(origin.seed)
                self.origins.update(dict.fromkeys(range(before, len(self.tried)), origin))
        self.sampled = self.sampled or len(self.tried)

    def shrink(self, kind: str) -> Tried | None:
        """The smallest case found that fails in this kind, made smaller until nothing smaller fails or time is up."""
        failing = [i for i, t in enumerate(self.tried) if any(f.kind == kind for f in t.failures)]
        deadline = time.monotonic() + SHRINK_S
        starts = sorted((i for i in failing if i in self.origins), key=lambda i: self.tried[i].size)
        for origin in dict.fromkeys(self.origins[i] for i in starts[:SHRINK_STARTS]):
            Draws(self, origin.named, shrink_kind=kind, deadline=deadline).run(origin.seed)
        smaller = [t for t in self.tried if any(f.kind == kind for f in t.failures)]
        return min(smaller, key=lambda t: (bool(t.script.finite_only), t.size), default=None)


class Draws:
    """Runs of hypothesis over one function of a suite: `examples` cases each, the first `skip` (the simplest) not tried.

    With `shrink_kind` a case that fails in this kind is shrunk until the deadline.
    """

    def __init__(
        self,
        search: Search,
        named: Named,
        *,
        skip: int = 1,
        examples: int = 2,
        shrink_kind: str | None = None,
        deadline: float = float("inf"),
    ) -> None:
        self.search, self.named = search, named
        self.skip, self.shrink_kind, self.deadline = skip, shrink_kind, deadline
        self.calls = 0
        self.dtypes = dtypes_of(search.suite, search.device)
        settings = hypothesis.settings(
            max_examples=examples,
            database=None,
            deadline=None,
            phases=(Phase.generate, Phase.shrink) if shrink_kind else (Phase.generate,),
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
            print_blob=False,
            verbosity=hypothesis.Verbosity.quiet,
        )

        def body(data: Any) -> None:
            self._one(data)

        # Built once and seeded anew for each run: setting up costs more than a case.
        self.test = settings(hypothesis.given(st.data())(body))

    def _one(self, data: Any) -> None:
        self.calls += 1
        dtype = data.draw(st.sampled_from(self.dtypes))
        script = as_script(self.named.fn(Draw(data.draw, dtype)))
        if self.calls <= self.skip:
            return
        tried = self.search.attempt(script)
        if self.shrink_kind and any(f.kind == self.shrink_kind for f in tried.failures):
            raise _Failed
        if time.monotonic() > self.deadline or self.calls > SHRINK_CALLS:
            raise _Enough

    def run(self, seed: int) -> None:
        """One run; the same for the same seed."""
        self.calls = 0
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", HypothesisWarning)
            try:
                hypothesis.seed(seed)(self.test)()
            except (_Failed, _Enough):
                pass
            except HypothesisException:
                if not self.shrink_kind:
                    raise


def fixed_scripts(suite: Suite, device: str) -> Iterator[Script]:
    """The named examples of a suite, in every dtype."""
    for named in suite.fixed:
        takes_dtype = bool(inspect.signature(named.fn).parameters)
        for dtype in dtypes_of(suite, device) if takes_dtype else (None,):
            made = as_script(named.fn(dtype) if takes_dtype else named.fn())
            yield made if made.note else replace(made, note=named.name)


def tensor_names(script: Script, namespace: Mapping[str, Any]) -> dict[str, str]:
    """The argument's name for every input tensor (`t0` -> `q`), in the order in which they are encoded."""
    names: dict[str, str] = {}
    for step in script.steps:
        positional = parameter_names(step.name, step.of, namespace)
        labelled = [(positional[i] if i < len(positional) else f"argument {i + 1}", a) for i, a in enumerate(step.args)]
        for label, value in [*labelled, *step.kwargs.items()]:
            for path in _tensor_paths(value, label):
                names[f"t{len(names)}"] = path
    return names


def _tensor_paths(value: Any, label: str) -> Iterator[str]:
    if isinstance(value, torch.Tensor | Laid):
        yield label
    elif isinstance(value, list | tuple):
        for i, item in enumerate(value):
            yield from _tensor_paths(item, f"{label}[{i}]")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _tensor_paths(item, f"{label}[{key!r}]")
    elif hasattr(value, "args") and not callable(value):
        yield from _tensor_paths(list(value.args), label)
