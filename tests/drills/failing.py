"""Failing cases of built-in drills, made without a worker: a shipped mistake, or code of the test, on one script."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from llmprep.drills.case_set import CaseSet
from llmprep.drills.cases import as_script
from llmprep.drills.catalogue import load_drills
from llmprep.drills.counterexample import Counterexample, counterexample
from llmprep.drills.runner import OwnRunner
from llmprep.drills.script import Script
from llmprep.drills.search import Search
from llmprep.drills.truth import Truth


@cache
def truth_of(drill: str) -> Truth:
    return Truth(load_drills().get(drill).folder)


def failing(drill: str, submission: str | dict[str, Any], script: Script, kind: str = "values") -> Counterexample:
    """What is shown of a script that a submission (the name of a mistake, or a namespace) fails in this kind."""
    truth = truth_of(drill)
    if isinstance(submission, str):
        submission = next(m for m in truth.mistakes if m.name == submission).namespace
    search = Search(CaseSet(truth, seed=3), OwnRunner(submission, truth.given))
    tried = search.attempt(script)
    failure = next(f for f in tried.failures if f.kind == kind)
    return counterexample(tried, failure, truth.reference)


def example(drill: str, name: str, *args: Any) -> Script:
    """A named example of a drill."""
    made = next(n for n in truth_of(drill).suite.fixed if n.name == name).fn(*args)
    return replace(as_script(made), note=name)
