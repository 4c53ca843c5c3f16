"""Running a suite's statistical checks: many calls, counted, compared with exact probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from llmprep.drills.cases import Counted, Outcomes, Script, Step, Suite, as_script
from llmprep.drills.judge import said
from llmprep.drills.runner import Runner
from llmprep.drills.statistics import fit


@dataclass(frozen=True)
class Observed:
    """What one statistical check saw: counts with their probabilities, or a plain failure."""

    check: str
    counted: Counted | None = None
    plain: str = ""

    @property
    def fault(self) -> str:
        """What is wrong, or nothing: counts are tested against their probabilities."""
        if self.counted is None:
            return self.plain
        found = fit(self.counted)
        return "" if found.fits else found.message


class Unusable(Exception):
    """A result that the check cannot count."""


def observe(suite: Suite, runner: Runner, seed: int) -> list[Observed]:
    """Run every statistical check of the suite against a runner."""

    def ask(cases: Sequence[Script | Step]) -> list[Outcomes]:
        replies = runner.run([as_script(c) for c in cases], grads=False, seed=seed)
        for reply in replies:
            for outcome in reply.outcomes:
                if outcome.raised:
                    raise Unusable(f"raised {said(outcome.raised)}")
        return [r.outcomes for r in replies]

    found: list[Observed] = []
    for named in suite.statistics_checks:
        try:
            for item in named.fn(ask, seed):
                found.append(Observed(named.name, plain=item) if isinstance(item, str) else Observed(named.name, item))
        except Unusable as error:
            found.append(Observed(named.name, plain=str(error)))
        except (TypeError, ValueError, AttributeError, IndexError, RuntimeError, KeyError) as error:
            # The check could not read what came back: a wrong shape or type that its own cases report better.
            found.append(Observed(named.name, plain=f"the results cannot be counted ({type(error).__name__}: {error})"))
    return found
