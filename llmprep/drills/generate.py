"""Generating cases from a suite: its named examples, drawn ones, and smaller ones of those that fail.

hypothesis draws and shrinks. Each drawn case is a run of hypothesis with a seed of its own: left to itself it makes
most of its examples by copying parts of earlier ones, so that rare combinations may never come up.
"""

from __future__ import annotations

import contextlib
import gc
import inspect
import os
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import hypothesis
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.errors import HypothesisException, HypothesisWarning

from llmprep.drills import signals
from llmprep.drills.cases import Named, Suite, as_script, dtypes_of
from llmprep.drills.draw import Draw
from llmprep.drills.script import Script

set_hypothesis_home_dir(
    Path(tempfile.gettempdir()) / f"llmprep-hypothesis-{os.getuid() if hasattr(os, 'getuid') else 0}"
)
SHRINK_CALLS = 300
ROLL = st.integers(0, 2**32)
"""Drawn before each case. Hypothesis begins every run with the simplest example, in which this is 0."""


class _Failed(Exception):
    """A drawn case failed in the way that is being shrunk."""


class _Enough(BaseException):
    """The shrinking budget is spent; not an Exception, so that hypothesis lets it through."""


def fixed_scripts(suite: Suite, device: str) -> Iterator[Script]:
    """The named examples of a suite, in every dtype."""
    for named in suite.fixed:
        takes_dtype = bool(inspect.signature(named.fn).parameters)
        for dtype in dtypes_of(suite, device) if takes_dtype else (None,):
            made = as_script(named.fn(dtype) if takes_dtype else named.fn())
            yield made if made.note else replace(made, note=named.name)


class Draws:
    """Cases drawn by one function of a suite."""

    def __init__(self, suite: Suite, named: Named, device: str) -> None:
        self.named = named
        self._dtypes = dtypes_of(suite, device)
        self._found: list[Script] = []
        # Built once and seeded anew for each draw: setting up costs more than a case.
        self._test = self._given(lambda data: self._found.append(self._script(data)), examples=2)

    def simplest(self) -> Script:
        """The simplest case there is."""
        found: list[Script] = []

        def body(data: Any) -> None:
            data.draw(ROLL)
            found.append(self._script(data))

        with signals.kept_waiting():
            _run(_settled(body, examples=1), seed=0)
        return found[0]

    def one(self, seed: int) -> Script:
        """A random case; the same for the same seed."""
        self._found.clear()
        with signals.kept_waiting():
            _run(self._test, seed)
        # Once in a while the roll is 0 again, which leaves the simplest.
        return self._found[0] if self._found else self.simplest()

    def shrink(self, seed: int, fails: Callable[[Script], bool], deadline: float) -> None:
        """Draw the case of this seed again and make it smaller while it still fails, until `deadline` (monotonic)."""
        calls = 0

        def act(data: Any) -> None:
            nonlocal calls
            calls += 1
            if came or time.monotonic() > deadline or calls > SHRINK_CALLS:
                raise _Enough
            if fails(self._script(data)):
                raise _Failed

        with contextlib.suppress(_Failed, _Enough, HypothesisException), signals.kept_waiting() as came:
            _run(self._given(act, examples=2, shrink=True), seed)

    def _script(self, data: Any) -> Script:
        dtype = data.draw(st.sampled_from(self._dtypes))
        return as_script(self.named.fn(Draw(data.draw, dtype)))

    def _given(self, act: Callable[[Any], None], *, examples: int, shrink: bool = False) -> Callable[[], None]:
        def body(data: Any) -> None:
            if data.draw(ROLL):
                act(data)

        return _settled(body, examples=examples, shrink=shrink)


def _settled(body: Callable[[Any], None], *, examples: int, shrink: bool = False) -> Callable[[], None]:
    settings = hypothesis.settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink) if shrink else (Phase.generate,),
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        print_blob=False,
        verbosity=hypothesis.Verbosity.quiet,
    )
    return settings(hypothesis.given(st.data())(body))


def _run(test: Callable[[], None], seed: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", HypothesisWarning)
        try:
            hypothesis.seed(seed)(test)()
        finally:
            # Its callback stays registered, and swallows a Ctrl-C that meets the collector anywhere later on.
            gc.callbacks[:] = [c for c in gc.callbacks if not getattr(c, "__module__", "").startswith("hypothesis")]
