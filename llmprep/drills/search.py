"""Running a drill's cases against a submission, and finding the smallest that it fails.

Every case that was run is kept: diagnosis needs the passing ones too.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

import torch

from llmprep.drills.case_set import REPEAT_EVERY, Case, CaseSet, Origin
from llmprep.drills.cases import Suite
from llmprep.drills.conditioning import may_be_rounding
from llmprep.drills.counterexample import Counterexample, describe, describe_script
from llmprep.drills.generate import Draws
from llmprep.drills.judge import Tried, judge
from llmprep.drills.pool import WorkerFailed
from llmprep.drills.runner import Call, Reply, Runner
from llmprep.drills.script import GivenFn, Laid, Script
from llmprep.drills.signatures import parameter_names
from llmprep.drills.truth import Truth

SHRINK_S = 2.5
SHRINK_STARTS = 3
"""From how many failing cases shrinking sets out, the smallest first."""
BATCH = 8
"""Cases that are sent at a time: the submission runs these while the next are drawn and the last ones judged."""


class CaseFailed(Exception):
    """The submission's process died, hung or talked nonsense while it ran a case."""

    def __init__(self, message: str, shown: Counterexample) -> None:
        super().__init__(message)
        self.message = message
        self.counterexample = shown


@dataclass
class Search:
    """Runs cases of one drill against one runner, keeping all of them in `tried`."""

    cases: CaseSet
    runner: Runner
    tried: list[Tried] = field(default_factory=list)
    origins: dict[int, Origin] = field(default_factory=dict)
    """Where the drawn ones among `tried` come from, so that a failing one can be drawn again and shrunk."""
    sampled: int = 0
    """How many of `tried` are the cases of the first round; shrinking and diagnosis add more."""

    @property
    def truth(self) -> Truth:
        return self.cases.truth

    @property
    def suite(self) -> Suite:
        return self.cases.suite

    @property
    def device(self) -> str:
        return self.cases.device

    def all(self, round_: int = 0) -> None:
        """Every case of a round; nothing stops at a failure. Raises CaseFailed where the submission's process ends."""
        waiting: Iterator[tuple[Case, Reply]] = iter(())
        cases = self.cases.round(round_)
        while batch := list(islice(cases, BATCH)):
            answered = list(waiting)
            waiting = self._started(batch)
            self._judge(answered)
        self._judge(waiting)
        self.sampled = self.sampled or len(self.tried)

    def attempt(self, script: Script) -> Tried:
        """Run and judge one more case."""
        number = len(self.tried)
        case = self.cases.pose(script, 1_000_000 + number, repeat=number % REPEAT_EVERY == 0)
        self._judge(self._started([case]))
        return self.tried[-1]

    def _started(self, batch: Sequence[Case]) -> Iterator[tuple[Case, Reply]]:
        """Start a batch now; its answers come when they are asked for."""
        try:
            replies = self.runner.start([Call(c.script, c.seed, c.grads, c.repeat) for c in batch])
        except WorkerFailed as error:
            raise CaseFailed(error.message, self._show(batch[0].script)) from error

        def answers() -> Iterator[tuple[Case, Reply]]:
            for case in batch:
                try:
                    yield case, next(replies)
                except WorkerFailed as error:
                    raise CaseFailed(error.message, self._show(case.script)) from error

        return answers()

    def _judge(self, answered: Iterable[tuple[Case, Reply]]) -> None:
        for case, reply in answered:
            if case.origin:
                self.origins[len(self.tried)] = case.origin
            self.tried.append(judged(self.truth, case, reply, self.device))

    def _show(self, script: Script) -> Counterexample:
        text, inputs = describe_script(script, len(script.steps) - 1, self.truth.reference)
        return Counterexample(
            text, {k: describe(v) for k, v in inputs.items()}, case=script.note, live={"inputs": inputs}
        )

    def shrink(self, kind: str) -> Tried | None:
        """The smallest case found that fails in this kind, made smaller until nothing smaller fails or time is up."""

        def fails(tried: Tried) -> bool:
            return any(f.kind == kind for f in tried.failures)

        failing = [i for i, t in enumerate(self.tried) if fails(t)]
        deadline = time.monotonic() + SHRINK_S
        starts = sorted((i for i in failing if i in self.origins), key=lambda i: self.tried[i].size)
        for origin in dict.fromkeys(self.origins[i] for i in starts[:SHRINK_STARTS]):
            draws = Draws(self.suite, origin.named, self.device)
            draws.shrink(origin.seed, lambda script: fails(self.attempt(script)), deadline)
        return min(filter(fails, self.tried), key=lambda t: (bool(t.script.finite_only), t.size), default=None)


def judged(truth: Truth, case: Case, reply: Reply, device: str) -> Tried:
    """A case with all that is wrong in the answer to it."""
    tried = Tried(case.script, case.seed, case.truth, case.native, reply.outcomes, reply.again)
    names = tensor_names(case.script, truth.reference)
    tried = replace(tried, failures=judge(truth.suite, tried, device, names))
    if any(f.mismatch and may_be_rounding(f.mismatch) for f in tried.failures):
        # Before a number is called wrong: how accurately could any program have computed it?
        tried = replace(tried, failures=judge(truth.suite, tried, device, names, case.widths()))
    return tried


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
    elif isinstance(value, GivenFn):
        for i, item in enumerate(value.args):
            yield from _tensor_paths(item, value.names[i] if i < len(value.names) else f"{label}[{i}]")
