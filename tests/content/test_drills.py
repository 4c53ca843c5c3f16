"""Every drill proves itself: its files are complete, right solutions pass, the starter and every mistake fail and are named."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

from llmprep.bank.load import load_bank
from llmprep.drills.catalogue import load_drills
from llmprep.drills.check_content import check_drill
from llmprep.drills.mistakes import read_mistakes
from llmprep.drills.pool import Worker

CATALOGUE = load_drills()
DRILLS = list(CATALOGUE.drills.values())
SOLUTIONS = Path(__file__).parent / "solutions"
MISTAKES_BY_LEVEL = {1: 2, 2: 3, 3: 5, 4: 5, 5: 5}
SOLUTIONS_BY_LEVEL = {1: 2, 2: 2, 3: 3, 4: 3, 5: 3}
NAMED_SHARE = 0.95
EXPECTED_DRILLS = 93
SEED = 2026
"""Fixed, so that a red run can be repeated; `python -m llmprep.drills.check_content --seeds N` tries fresh ones."""


@pytest.fixture(scope="session")
def worker():
    with Worker.start() as started:
        yield started


@pytest.fixture(scope="session")
def questions():
    return load_bank().questions


def test_the_catalogue_is_complete():
    assert len(DRILLS) == EXPECTED_DRILLS


@pytest.mark.parametrize("drill", DRILLS, ids=lambda d: d.id)
def test_a_drills_files_are_complete(drill, questions):
    meta = drill.meta
    assert len(meta.follow_ups) >= 2
    assert [q for q in (*meta.follow_ups, *meta.questions) if q not in questions] == []
    assert [r for r in meta.requires if r not in CATALOGUE.drills] == []
    assert meta.sources
    assert len(drill.prompt) > 400
    assert "Judged" in drill.prompt or "judged" in drill.prompt
    assert len(read_mistakes(drill.folder)) >= MISTAKES_BY_LEVEL[drill.level]
    assert len(list((SOLUTIONS / drill.id).glob("*.py"))) >= SOLUTIONS_BY_LEVEL[drill.level]
    stray = {p.name for p in drill.folder.iterdir()} - {
        "drill.yaml", "prompt.md", "starter.py", "reference.py", "cases.py", "given.py", "mistakes", "walkthrough.yaml", "__pycache__"
    }  # fmt: skip
    assert stray == set()


@pytest.mark.parametrize("drill", DRILLS, ids=lambda d: d.id)
def test_starter_and_reference_have_the_signatures_that_are_promised(drill):
    for name in ("starter.py", "reference.py"):
        tree = ast.parse((drill.folder / name).read_text(encoding="utf-8"))
        defined = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef)}
        for entry, promised in zip(drill.entries, drill.meta.entry, strict=True):
            assert ast.get_docstring(defined[entry]), f"{name}: {entry} has no docstring"
            if isinstance(defined[entry], ast.FunctionDef):
                arguments = [a.arg for a in defined[entry].args.args]
                wanted = promised.partition("(")[2].rpartition(")")[0]
                assert arguments == list(inspect.signature(eval(f"lambda {wanted}: 0")).parameters), name


@pytest.mark.parametrize("drill", DRILLS, ids=lambda d: d.id)
def test_right_solutions_pass_and_mistakes_are_rejected_and_named(drill, worker):
    results = check_drill(drill, worker, SOLUTIONS, SEED)
    faults = [f"{r.file} (seed {r.verdict.seed}): {r.fault}" for r in results if r.fault]
    assert faults == []
    mistakes = [r for r in results if r.wanted not in ("pass", "fail")]
    unnamed = [r.file for r in mistakes if r.unnamed]
    # One of a drill's mistakes may escape the diagnosis; over all drills at most one in twenty may.
    assert len(unnamed) <= max(1, round((1 - NAMED_SHARE) * len(mistakes))), unnamed
