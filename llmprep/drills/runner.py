"""Who runs a script: a submission in its own process, or our own code in this one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from llmprep.drills.cases import Outcomes
from llmprep.drills.script import Script, encode
from llmprep.drills.truth import Namespace, run_trusted

if TYPE_CHECKING:
    from llmprep.drills.pool import Submission


@dataclass(frozen=True)
class Reply:
    """What running one script gave, and what running it again gave (None when it was not run again)."""

    outcomes: Outcomes
    again: Outcomes | None = None
    called: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Call:
    """One script to run; `repeat` runs it again on fresh copies of the same inputs."""

    script: Script
    seed: int
    grads: bool = False
    repeat: bool = False


class Runner(Protocol):
    """Runs scripts and returns plain data."""

    def start(self, calls: Sequence[Call]) -> Iterator[Reply]:
        """Start all of them; the replies come one by one, in order."""

    def run(self, scripts: Sequence[Script], *, grads: bool, seed: int, watch: Sequence[str] = ()) -> list[Reply]:
        """Run scripts that share a seed, once each; `watch` names functions of torch whose calls are noted."""


class OwnRunner:
    """Runs a namespace of ours (a mistake, a right solution under test) in this process."""

    def __init__(self, namespace: Namespace, given: Namespace, device: str = "cpu") -> None:
        self.namespace, self.given, self.device = namespace, given, device

    def start(self, calls: Sequence[Call]) -> Iterator[Reply]:
        for call in calls:
            first = self._once(call)
            yield Reply(first, self._once(call) if call.repeat else None)

    def run(self, scripts: Sequence[Script], *, grads: bool, seed: int, watch: Sequence[str] = ()) -> list[Reply]:
        return list(self.start([Call(s, seed, grads) for s in scripts]))

    def _once(self, call: Call) -> Outcomes:
        return run_trusted(
            self.namespace, call.script, given=self.given, grads=call.grads, seed=call.seed, device=self.device
        )


class SubmissionRunner:
    """Runs a stranger's submission in its confined process."""

    def __init__(self, submission: Submission) -> None:
        self.submission = submission

    def start(self, calls: Sequence[Call]) -> Iterator[Reply]:
        encoded = [encode(c.script, grads=c.grads, seed=c.seed) for c in calls]
        answers = self.submission.start(encoded, repeat=[c.repeat for c in calls])
        return (Reply(r.outcomes, r.again) for r in answers)

    def run(self, scripts: Sequence[Script], *, grads: bool, seed: int, watch: Sequence[str] = ()) -> list[Reply]:
        encoded = [encode(s, grads=grads, seed=seed) for s in scripts]
        return [Reply(r.outcomes, r.again, r.called) for r in self.submission.run(encoded, watch=watch)]
