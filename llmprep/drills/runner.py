"""Who runs a script: a submission in its own process, or our own code in this one."""

from __future__ import annotations

from collections.abc import Sequence
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


class Runner(Protocol):
    """Runs scripts and returns plain data."""

    def run(
        self,
        scripts: Sequence[Script],
        *,
        grads: bool,
        seed: int,
        repeat: bool = False,
        watch: Sequence[str] = (),
    ) -> list[Reply]: ...


class OwnRunner:
    """Runs a namespace of ours (a mistake, a right solution under test) in this process."""

    def __init__(self, namespace: Namespace, given: Namespace, device: str = "cpu") -> None:
        self.namespace, self.given, self.device = namespace, given, device

    def run(
        self,
        scripts: Sequence[Script],
        *,
        grads: bool,
        seed: int,
        repeat: bool = False,
        watch: Sequence[str] = (),
    ) -> list[Reply]:
        def once(script: Script) -> Outcomes:
            return run_trusted(self.namespace, script, given=self.given, grads=grads, seed=seed, device=self.device)

        return [Reply(once(s), once(s) if repeat else None) for s in scripts]


class SubmissionRunner:
    """Runs a stranger's submission in its confined process."""

    def __init__(self, submission: Submission) -> None:
        self.submission = submission

    def run(
        self,
        scripts: Sequence[Script],
        *,
        grads: bool,
        seed: int,
        repeat: bool = False,
        watch: Sequence[str] = (),
    ) -> list[Reply]:
        encoded = [encode(s, grads=grads, seed=seed) for s in scripts]
        replies = self.submission.run(encoded, repeat=repeat, watch=tuple(watch))
        return [Reply(r.outcomes, r.again, r.called) for r in replies]
