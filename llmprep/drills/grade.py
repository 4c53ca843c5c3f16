"""Grading one submission: every check in order, the smallest failing case, the diagnosis. The parent's side only."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

import torch

from llmprep.drills.case_set import CaseSet
from llmprep.drills.cases import Suite
from llmprep.drills.catalogue import Drill
from llmprep.drills.cost import against_reference, check_cost
from llmprep.drills.counterexample import counterexample
from llmprep.drills.diagnose import Diagnosis, diagnose
from llmprep.drills.distribution import distribution
from llmprep.drills.judge import Tried
from llmprep.drills.pool import Submission, SubmissionUnreadable, Worker, WorkerFailed, read_submission
from llmprep.drills.runner import Runner, SubmissionRunner
from llmprep.drills.script import Laid, Script
from llmprep.drills.search import CaseFailed, Search
from llmprep.drills.statistics_check import Observed, observe
from llmprep.drills.truth import Truth
from llmprep.drills.verdict import Check, Verdict

CASE_KINDS = ("values", "errors", "gradients", "dtype", "purity")
NAMES = {
    "values": "values",
    "errors": "rejects bad arguments",
    "gradients": "gradients",
    "dtype": "types, dtypes and devices",
    "purity": "inputs unmodified, same answer twice",
}
NO_GRAD_CASES = 6
Progress = Callable[[str], None]


@dataclass
class Grading:
    """One submission being graded."""

    drill: Drill
    worker: Worker
    source: bytes
    cases: CaseSet
    progress: Progress = lambda what: None
    checks: list[Check] = field(default_factory=list)
    observed: list[Observed] = field(default_factory=list)
    output: str = ""
    cpu_ratio: float | None = None

    @property
    def truth(self) -> Truth:
        return self.cases.truth

    @property
    def suite(self) -> Suite:
        return self.truth.suite

    @property
    def seed(self) -> int:
        return self.cases.seed

    def open(self, scan: bool = False) -> AbstractContextManager[Submission]:
        return self.worker.open(self.source, entries=self.drill.entries, given=self.truth.given_source, scan=scan)

    def run(self) -> tuple[tuple[Check, ...], Diagnosis | None]:
        """All checks, then the diagnosis."""
        with self.open(scan=bool(self.drill.meta.forbidden)) as submission:
            self.output = submission.load.output
            if not submission.load.ok:
                self.checks.append(Check("loads", "load", False, submission.load.message, share=0.0))
                return tuple(self.checks), None
            self.checks.append(Check("loads", "load", True))
            runner = SubmissionRunner(submission)
            search = Search(self.cases, runner)
            judged = self._values(search)
            self.output = submission.output()
            if not judged:
                return tuple(self.checks), None
            self._forbidden(runner, submission.used)
            wrong = {c.kind for c in self.checks if not c.passed}
            if not wrong & {"values", "dtype"}:
                self._statistics(runner)
        if not any(not c.passed and c.kind in ("values", "statistics") for c in self.checks):
            self._costs()
        if self.suite.costs and all(c.passed for c in self.checks):
            self._compare_cost()
        return tuple(self.checks), self._diagnose()

    # ---------------------------------------------------------------- stages

    def _values(self, search: Search) -> bool:
        """Named and drawn cases; False when the submission died of one."""
        self.progress("trying cases")
        try:
            search.all()
            self._shrink(search)
        except CaseFailed as failed:
            self.checks.append(Check("values", "values", False, failed.message, failed.counterexample, share=0.0))
            return False
        self.checks += case_checks(self.suite, search, self.truth)
        self.search = search
        if not self.suite.gradients and not any(t.failures for t in search.tried):
            self._gradient_free(search)
        return True

    def _gradient_free(self, search: Search) -> None:
        """In a *no grad* drill a result must not require a gradient, even where the inputs do."""
        candidates = [t.script for t in search.tried if any(o.info for o in t.native)]
        scripts = ([s for s in candidates if takes_gradients(s)] or candidates)[:NO_GRAD_CASES]
        replies = search.runner.run(scripts, grads=True, seed=self.seed) if scripts else []
        if not any(o.info or o.raised for r in replies for o in r.outcomes):
            return
        leaks = any(i.requires_grad for r in replies for o in r.outcomes for i in o.info.values())
        message = "the result requires a gradient; compute it under torch.no_grad() or detach it" if leaks else ""
        self.checks.append(Check("needs no gradient", "gradients", not leaks, message, share=0.0))

    def _shrink(self, search: Search) -> None:
        kinds = {f.kind for t in search.tried for f in t.failures}
        for kind in CASE_KINDS:
            if kind in kinds:
                self.progress("shrinking the failing case")
                search.shrink(kind)
                return

    def _forbidden(self, runner: Runner, in_text: frozenset[str]) -> None:
        forbidden = frozenset(self.drill.meta.forbidden)
        if not forbidden:
            return
        used = forbidden & (in_text | self._called(runner, forbidden))
        message = (
            f"uses {', '.join(sorted(used))}, which this drill forbids: it is what you are to build" if used else ""
        )
        self.checks.append(Check("nothing forbidden", "forbidden", not used, message, share=0.0))

    def _called(self, runner: Runner, forbidden: frozenset[str]) -> frozenset[str]:
        """Forbidden functions that were seen to be called while the cases ran again."""
        scripts = [t.script for t in self.search.tried if not t.failures][:12]
        replies = runner.run(scripts, grads=False, seed=self.seed, watch=sorted(forbidden)) if scripts else []
        return frozenset().union(*(r.called for r in replies)) if replies else frozenset()

    def _statistics(self, runner: Runner) -> None:
        if not self.suite.statistics_checks:
            return
        self.progress("drawing samples")
        self.observed = observe(self.suite, runner, self.seed)
        for named in self.suite.statistics_checks:
            mine = [o for o in self.observed if o.check == named.name]
            wrong = [said for o in mine if (said := o.fault)]
            share = 1 - len(wrong) / max(1, len(mine))
            worst = next((o.counted for o in mine if o.fault and o.counted), None)
            shown = distribution(worst) if worst else None
            self.checks.append(Check(named.name, "statistics", not wrong, wrong[0] if wrong else "", shown, share))

    def _costs(self) -> None:
        for cost in self.suite.costs:
            self.progress("measuring the cost")
            try:
                with self.open() as submission:
                    message = check_cost(submission, cost) if submission.load.ok else submission.load.message
            except WorkerFailed as error:
                message = error.message
            self.checks.append(Check(cost.name, "cost", message is None, message or "", share=0.0))

    def _compare_cost(self) -> None:
        """How a passing submission's processor time compares with the reference's on the largest cost case."""
        with contextlib.suppress(WorkerFailed), self.open() as submission:
            self.cpu_ratio = against_reference(submission, self.truth, self.suite.costs[-1])

    def _diagnose(self) -> Diagnosis | None:
        kinds = frozenset(c.kind for c in self.checks if not c.passed)
        if not kinds or not self.truth.mistakes:
            return None
        self.progress("looking for the mistake")
        with self.open() as submission:
            self.search.runner = SubmissionRunner(submission)
            return diagnose(self.truth, self.search, kinds, self.observed, self.seed)


def takes_gradients(script: Script) -> bool:
    """Whether a float tensor among the inputs of a case is passed as one that requires a gradient."""
    inputs = [v for step in script.steps for v in (*step.args, *step.kwargs.values())]
    laid = [v if isinstance(v, Laid) else Laid(v) for v in inputs if isinstance(v, Laid | torch.Tensor)]
    return any(v.grad and v.tensor.is_floating_point() for v in laid)


def case_checks(suite: Suite, search: Search, truth: Truth) -> list[Check]:
    """One check for each kind that the cases judge, and one for each property."""
    checks = []
    tried = search.tried
    errors = any(o.raised for t in tried for o in t.native)
    for kind in CASE_KINDS:
        if (kind == "errors" and not errors) or (kind == "purity" and not suite.purity):
            continue
        if kind == "gradients" and not (suite.gradients and any(_gradients_were_judged(t) for t in tried)):
            continue
        checks.append(_case_check(NAMES[kind], kind, "", search, truth))
    checks += [_case_check(p.name, "properties", p.name, search, truth) for p in suite.properties]
    if any(f.kind == "errors" for t in tried for f in t.failures) and not errors:
        checks.append(_case_check(NAMES["errors"], "errors", "", search, truth))
    return checks


def _gradients_were_judged(tried: Tried) -> bool:
    """Gradients are only looked at where the values are right."""
    return any(o.grads for o in tried.truth) and not any(f.kind == "values" for f in tried.failures)


def _case_check(name: str, kind: str, prop: str, search: Search, truth: Truth) -> Check:
    def fails(tried: Tried) -> bool:
        return any(f.kind == kind and f.property == prop for f in tried.failures)

    failing = [(t, f) for t in search.tried for f in t.failures if f.kind == kind and f.property == prop]
    if not failing:
        return Check(name, kind, True)
    sample = search.tried[: search.sampled]
    relevant = [t for t in sample if kind != "errors" or any(o.raised for o in t.native)]
    share = 1 - sum(map(fails, relevant)) / max(1, len(relevant))
    smallest, failure = min(failing, key=lambda pair: pair[0].size)
    message = failure.message
    if len(smallest.script.steps) > 1:
        message = f"step {failure.step + 1}: {message}"
    return Check(name, kind, False, message, counterexample(smallest, failure, truth.reference), max(0.0, share))


def grade_source(
    drill: Drill,
    source: bytes,
    worker: Worker,
    *,
    cases: CaseSet | None = None,
    progress: Progress = lambda what: None,
) -> Verdict:
    """Grade a submission's text, on fresh cases unless some are given. Never raises for what a submission does."""
    start = time.perf_counter()
    cases = cases or CaseSet(Truth(drill.folder), device=worker.device)
    grading = Grading(drill, worker, source, cases, progress)
    try:
        checks, diagnosis = grading.run()
    except WorkerFailed as error:
        checks, diagnosis = (*grading.checks, Check("runs", "load", False, error.message, share=0.0)), None
    return Verdict(
        drill=drill.id,
        checks=tuple(checks),
        device=cases.device,
        isolation=worker.isolation,
        seed=cases.seed,
        seconds=time.perf_counter() - start,
        diagnosis=diagnosis,
        output=grading.output,
        cpu_ratio=grading.cpu_ratio,
    )


def grade_file(
    drill: Drill, path: Path, worker: Worker, *, cases: CaseSet | None = None, progress: Progress = lambda what: None
) -> Verdict:
    """Grade a file; one that cannot be read as a submission is a failed check, not an error."""
    cases = cases or CaseSet(Truth(drill.folder), device=worker.device)
    try:
        source = read_submission(path)
    except SubmissionUnreadable as error:
        check = Check("loads", "load", False, str(error), share=0.0)
        return Verdict(drill.id, (check,), cases.device, worker.isolation, cases.seed, seconds=0.0)
    return grade_source(drill, source, worker, cases=cases, progress=progress)
