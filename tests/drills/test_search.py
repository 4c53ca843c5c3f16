"""Drawn cases are independent, reproducible, and shrink to something readable."""

from __future__ import annotations

from collections import Counter

import pytest
import torch

from llmprep.drills.case_set import CaseSet
from llmprep.drills.catalogue import load_drills
from llmprep.drills.runner import OwnRunner
from llmprep.drills.search import Search
from llmprep.drills.truth import Truth


@pytest.fixture(scope="module")
def truth():
    return Truth(load_drills().get("softmax").folder)


def search_of(truth, namespace, seed=3):
    search = Search(CaseSet(truth, seed), OwnRunner(namespace, truth.given))
    search.all()
    return search


def double(x, dim=-1):
    return 2 * torch.softmax(x, dim)


def test_the_same_seed_draws_the_same_cases(truth):
    one, other = (search_of(truth, truth.reference) for _ in "ab")
    assert [t.script.steps[0].kwargs for t in one.tried] == [t.script.steps[0].kwargs for t in other.tried]
    assert [t.size for t in one.tried] == [t.size for t in other.tried]


def test_another_seed_draws_others(truth):
    assert [t.size for t in search_of(truth, truth.reference, 1).tried] != [
        t.size for t in search_of(truth, truth.reference, 2).tried
    ]


def test_no_case_crowds_out_the_others(truth):
    shapes = Counter()
    for seed in range(3):
        for tried in search_of(truth, truth.reference, seed).tried:
            tensor = tried.script.steps[0].args[0]
            tensor = getattr(tensor, "tensor", tensor)
            shapes[(tensor.shape, tensor.dtype)] += 1
    assert shapes.most_common(1)[0][1] < 0.2 * shapes.total()
    assert {dtype for _, dtype in shapes} == {torch.float32, torch.float64, torch.bfloat16}


def test_a_failing_case_is_shrunk_to_the_smallest(truth):
    search = search_of(truth, {"softmax": double})
    smallest = search.shrink("values")
    tensor = smallest.script.steps[0].args[0]
    assert getattr(tensor, "tensor", tensor).numel() == 1


def test_what_is_right_is_never_shrunk(truth):
    assert search_of(truth, truth.reference).shrink("values") is None
