"""The cases of a check are made once, as they are asked for, and serve any number of submissions."""

from __future__ import annotations

import gc
import signal

import pytest
import torch

from llmprep.drills import case_set
from llmprep.drills.case_set import CaseSet
from llmprep.drills.cases import Named, call, script
from llmprep.drills.catalogue import load_drills
from llmprep.drills.generate import Draws
from llmprep.drills.runner import OwnRunner
from llmprep.drills.search import Search
from llmprep.drills.truth import Truth, run_trusted


@pytest.fixture(scope="module")
def truth():
    return Truth(load_drills().get("softmax").folder)


def shapes(cases):
    made = [c.script.steps[0].args[0] for c in cases]
    return [(getattr(x, "tensor", x).shape, getattr(x, "tensor", x).dtype) for x in made]


def test_two_submissions_are_asked_the_same(truth):
    cases = CaseSet(truth, 7)
    searches = [Search(cases, OwnRunner(truth.reference, truth.given)) for _ in range(2)]
    for search in searches:
        search.all()
    one, other = (s.tried for s in searches)
    assert [t.script for t in one] == [t.script for t in other]
    assert all(a.truth is b.truth for a, b in zip(one, other, strict=True)), "the truth is computed once"


def test_cases_are_drawn_only_as_they_are_asked_for(truth, monkeypatch):
    drawn = []
    one = Draws.one
    monkeypatch.setattr(Draws, "one", lambda self, seed: drawn.append(seed) or one(self, seed))
    cases = CaseSet(truth, 7).round()
    next(cases)
    assert not drawn
    assert len(list(cases)) > len(drawn) > 0


def test_one_that_was_stopped_half_way_goes_on_for_the_next(truth):
    cases = CaseSet(truth, 7)
    begun = cases.round()
    first = [next(begun) for _ in range(5)]
    again = list(cases.round())
    assert again[:5] == first
    assert shapes(again) == shapes(CaseSet(truth, 7).round())


def test_every_kind_of_case_begins_with_the_simplest_and_most_are_random(truth):
    draws = Draws(truth.suite, truth.suite.drawn[0], "cpu")
    simplest = draws.simplest()
    random = [draws.one(seed) for seed in range(30)]
    same = [r for r in random if shapes_of(r) == shapes_of(simplest)]
    assert len(same) < 10
    assert draws.one(3).steps[0].kwargs == draws.one(3).steps[0].kwargs


def shapes_of(script):
    value = script.steps[0].args[0]
    return getattr(value, "tensor", value).shape


def test_rounds_differ(truth):
    cases = CaseSet(truth, 7)
    assert shapes(cases.round(1)) != shapes(cases.round(2))


def test_a_fresh_seed_is_used_where_none_is_given(truth, monkeypatch):
    monkeypatch.setattr(case_set, "fresh_seed", lambda: 11)
    assert CaseSet(truth).seed == 11
    assert CaseSet(truth, 0).seed == 0


def test_room_for_rounding_is_computed_only_where_it_is_looked_at(truth, monkeypatch):
    asked = []
    monkeypatch.setattr(case_set.conditioning, "widths", lambda *a, **k: asked.append(a) or {})
    cases = CaseSet(truth, 7)
    Search(cases, OwnRunner(truth.reference, truth.given)).all()
    assert not asked
    Search(cases, OwnRunner({"softmax": lambda x, dim=-1: torch.softmax(x, dim) + 1e-6}, truth.given)).all()
    assert asked


def test_ctrl_c_while_cases_are_drawn_comes_when_hypothesis_is_done(truth):
    drawn = []

    def interrupted(d):
        signal.raise_signal(signal.SIGINT)
        drawn.append(1)
        return truth.suite.drawn[0].fn(d)

    draws = Draws(truth.suite, Named("interrupted", interrupted), "cpu")
    with pytest.raises(KeyboardInterrupt):
        draws.one(1)
    assert drawn, "it was not raised in the middle, where a callback of hypothesis may swallow it"
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert not [c for c in gc.callbacks if c.__module__.startswith("hypothesis")], "nor is one swallowed later"


def test_ctrl_c_while_a_case_is_shrunk_is_not_lost(truth):
    drawn = []

    def fails(script):
        drawn.append(script)
        signal.raise_signal(signal.SIGINT)
        return True

    draws = Draws(truth.suite, truth.suite.drawn[0], "cpu")
    with pytest.raises(KeyboardInterrupt):
        draws.shrink(1, fails, deadline=float("inf"))
    assert len(drawn) < 5, "and nothing is tried for long"
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.parametrize("ending", [KeyboardInterrupt, SystemExit])
def test_ctrl_c_while_the_reference_runs_is_no_answer_of_the_reference(ending):
    def f(x):
        raise ending

    with pytest.raises(ending):
        run_trusted({"f": f}, script(call("f", torch.ones(2))), given={}, grads=False, seed=0)
