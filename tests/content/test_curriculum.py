"""What the built-in bank holds: all of the curriculum, sound by its own check, and as much as was promised."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from llmprep.answers.labels import label_files, read_labels
from llmprep.bank.bank import Bank
from llmprep.bank.check import Checked, check_dirs
from llmprep.bank.load import builtin_bank_dir, load_bank
from llmprep.bank.model import TOPICS, Free, Numeric, Question
from llmprep.drills.catalogue import load_drills

HERE = Path(__file__).parent
CURRICULUM: dict[str, Any] = yaml.safe_load((HERE / "curriculum.yaml").read_text(encoding="utf-8"))
CANONICAL: dict[str, dict[str, Any]] = CURRICULUM["canonical"]
RENAMED = {"speculative-decoding": "speculative-decoding-speedup"}
"""Families whose name is also the id of a canonical question."""
LADDER = range(3, 6)


@cache
def bank() -> Bank:
    return load_bank()


@cache
def checked() -> Checked:
    return check_dirs([], drills=load_drills().drills)


@cache
def concept_map(topic: str) -> dict[str, list[str]]:
    file = HERE / "concepts" / f"{topic}.yaml"
    return yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else {}


def test_the_check_finds_no_error_and_no_warning() -> None:
    assert [str(f) for f in (*checked().errors, *checked().warnings)] == []


@pytest.mark.parametrize("id", CANONICAL)
def test_a_canonical_question_has_its_points_weights_and_red_flags(id: str) -> None:
    wanted, question = CANONICAL[id], bank().get(id)
    assert isinstance(question, Free)
    assert (question.topic, question.level) == (wanted["topic"], wanted["level"])
    assert {p.id: p.weight for p in question.points} == wanted["points"]
    assert {f.id for f in question.red_flags} >= set(wanted["red_flags"])
    assert question.follow_ups or question.probes
    assert question.sources


@pytest.mark.parametrize(("id", "topic"), CURRICULUM["families"].items())
def test_a_family_of_calculations_is_there(id: str, topic: str) -> None:
    question = bank().get(RENAMED.get(id, id))
    assert isinstance(question, Numeric)
    assert question.topic == topic
    assert len(question.mistakes) >= 2


@pytest.mark.parametrize("topic", TOPICS)
def test_every_concept_leads_to_questions(topic: str) -> None:
    covered = concept_map(topic)
    assert [c for c in CURRICULUM["concepts"][topic] if not covered.get(c)] == []
    assert set(covered) <= set(CURRICULUM["concepts"][topic])
    assert [id for ids in covered.values() for id in ids if id not in bank()] == []


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_has_two_ladders_from_easy_to_hard(topic: str) -> None:
    tops = {chain[0].id for chain in ladders(topic)}
    assert len(tops) >= 2, [" > ".join(q.id for q in chain) for chain in ladders(topic)]


def ladders(topic: str) -> list[list[Question]]:
    """Chains of 3 to 5 questions of a topic through `follow_ups`, from level 1 or 2 to 4 or 5, never easier."""
    found: list[list[Question]] = []

    def climb(chain: list[Question]) -> None:
        if len(chain) in LADDER and chain[-1].level >= 4:
            found.append(chain)
        if len(chain) == max(LADDER):
            return
        for id in chain[-1].follow_ups:
            further = bank().questions.get(id)
            if further and further.topic == topic and further not in chain and further.level >= chain[-1].level:
                climb([*chain, further])

    for question in bank():
        if question.topic == topic and question.level <= 2:
            climb([question])
    return found


def test_there_is_as_much_as_was_promised() -> None:
    kinds = Counter(q.kind for q in bank())
    assert len(bank()) >= 360
    assert kinds["free"] >= 170
    assert kinds["choice"] >= 100
    assert kinds["numeric"] >= 35
    assert kinds["order"] + kinds["cloze"] >= 25
    scenarios = [q for q in bank() if "scenario" in q.tags]
    assert len(scenarios) >= 30
    assert {q.level for q in scenarios} <= {4, 5}
    assert set(bank().topics) == set(TOPICS)


def test_free_questions_have_three_to_six_points() -> None:
    odd = {q.id: len(q.points) for q in bank() if isinstance(q, Free) and not 3 <= len(q.points) <= 6}
    assert odd == {}


def test_answers_are_labelled() -> None:
    labels = Counter(answer.question for answer in read_labels(label_files([builtin_bank_dir()])))
    assert {id: labels[id] for id in CANONICAL if labels[id] < 6} == {}
    assert sum(count >= 3 for id, count in labels.items() if id not in CANONICAL) >= 60
