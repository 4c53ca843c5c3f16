"""`llmprep bank`: what it prints, as text and as one object, and how it exits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from llmprep.store.log import Log

BANK = """\
topic: kv-cache
questions:
  - id: kv-bytes
    kind: numeric
    level: 2
    prompt: "{model} has {n_layers} layers, {n_kv} KV heads of {dim}. How many KiB a token in bf16?"
    rows:
      - {model: Llama-3-8B, n_layers: 32, n_heads: 32, n_kv: 8, dim: 128}
      - {model: Llama-3-70B, n_layers: 80, n_heads: 64, n_kv: 8, dim: 128}
    formula: 2 * n_layers * n_kv * dim * 2 / KiB
    unit: KiB
    answer: "{result:,.0f} KiB"
    mistakes:
      - {id: query-heads, formula: 2 * n_layers * n_heads * dim * 2 / KiB, says: Those are query heads.}
      - {id: keys-only, formula: n_layers * n_kv * dim * 2 / KiB, says: Values are cached too.}
    tags: [grouped-query]
    sources: ["arXiv:2305.13245 section 2"]
  - id: cache-holds
    kind: choice
    level: 1
    prompt: What does a KV cache hold?
    options:
      - {says: Keys and values, right: true}
      - {says: Keys and queries, why: Old queries are never read again.}
    follow_ups: [kv-bytes]
    sources: ["arXiv:1911.02150"]
"""


@pytest.fixture
def bank(builtin: Path) -> Path:
    (builtin / "kv-cache").mkdir()
    file = builtin / "kv-cache" / "cache.yaml"
    file.write_text(BANK, encoding="utf-8")
    return file


Run = Callable[..., Any]


def at(minute: int) -> datetime:
    return datetime(2026, 11, 2, 12, minute, tzinfo=UTC)


def test_list_counts_topics_kinds_levels_and_tags(llmprep: Run, bank: Path) -> None:
    done = llmprep("bank", "list", "--json")
    assert done.status == 0
    assert done.object["count"] == 2
    assert done.object["counts"] == {
        "topic": {"kv-cache": 2}, "kind": {"numeric": 1, "choice": 1}, "level": {"1": 1, "2": 1},
        "tag": {"grouped-query": 1},
    }  # fmt: skip
    assert done.object["questions"][1] == {
        "id": "cache-holds", "topic": "kv-cache", "kind": "choice", "level": 1,
        "prompt": "What does a KV cache hold?", "tags": [], "drill": None, "follow_ups": ["kv-bytes"],
        "where": "question_bank/kv-cache/cache.yaml:18",
    }  # fmt: skip


def test_list_filters_and_shows_a_line_a_question(llmprep: Run, bank: Path) -> None:
    done = llmprep("bank", "list", "--kind", "choice", "--topic", "KV_cache")
    heading, only = done.out.splitlines()
    assert heading.split() == ["question", "level", "kind", "topic", "asks"]
    assert only.split() == ["cache-holds", "1", "choice", "kv-cache", "What", "does", "a", "KV", "cache", "hold?"]
    assert done.err == "1 question\n"
    assert llmprep("bank", "list", "--topics").out.split() == ["topic", "questions", "kv-cache", "2"]


def test_an_unknown_topic_is_refused_with_its_neighbour(llmprep: Run, bank: Path) -> None:
    done = llmprep("bank", "list", "--topic", "kvcache", "--json")
    assert (done.status, done.out) == (2, "")
    assert done.err.splitlines()[:2] == ["llmprep: no topic is called 'kvcache'", "  did you mean: kv-cache?"]


def test_show_gives_the_prompt_as_asked_and_the_values(llmprep: Run, bank: Path) -> None:
    first = llmprep("bank", "show", "kv-bytes", "--seed", "3", "--json").object
    values = first["values"]
    assert first["prompt"] == (
        f"{values['model']} has {values['n_layers']} layers, 8 KV heads of 128. How many KiB a token in bf16?"
    )
    assert first["result"] == 2 * values["n_layers"] * 8 * 128 * 2 / 1024
    assert first["answer"] == f"{first['result']:.0f} KiB"
    assert first == llmprep("bank", "show", "kv-bytes", "--seed", "3", "--json").object
    seen = {llmprep("bank", "show", "kv-bytes", "--seed", str(n), "--json").object["values"]["model"] for n in range(9)}
    assert seen == {"Llama-3-8B", "Llama-3-70B"}


def test_show_tells_an_author_everything(llmprep: Run, bank: Path) -> None:
    shown = llmprep("bank", "show", "cache-holds").out
    for text in (
        "cache-holds   choice · level 1 · kv-cache   question_bank/kv-cache/cache.yaml:18",
        "What does a KV cache hold?", "Old queries are never read again.", "✓", "· kv-bytes", "· arXiv:1911.02150",
    ):  # fmt: skip
        assert text in shown
    calculation = llmprep("bank", "show", "kv-bytes").out
    assert "query-heads: Those are query heads." in calculation


def test_an_unknown_id_is_refused(llmprep: Run, bank: Path) -> None:
    done = llmprep("bank", "show", "kv-byte")
    assert done.status == 2
    assert done.err == (
        "llmprep: no question is called 'kv-byte'\n  did you mean: kv-bytes?\n  `llmprep bank list` lists them all\n"
    )


def test_search_finds_in_spite_of_typos_and_says_when_there_is_nothing(llmprep: Run, bank: Path) -> None:
    done = llmprep("bank", "search", "cahce", "holds", "--json")
    assert (done.status, [h["id"] for h in done.object["hits"]]) == (0, ["cache-holds"])
    assert llmprep("bank", "search", "grouped", "query").out.splitlines()[1].startswith("kv-bytes")
    nothing = llmprep("bank", "search", "diffusion")
    assert (nothing.status, nothing.out, nothing.err) == (1, "", "no question fits 'diffusion'\n")


def test_check_passes_a_sound_bank(llmprep: Run, bank: Path) -> None:
    done = llmprep("bank", "check")
    assert (done.status, done.out) == (0, "2 questions, 0 errors, 0 warnings\n")
    assert llmprep("bank", "check", "--json").object == {
        "questions": 2, "passed": True, "errors": [], "warnings": [],
    }  # fmt: skip


def test_check_tells_warnings_from_errors(llmprep: Run, bank: Path) -> None:
    bank.write_text(BANK.replace('    sources: ["arXiv:1911.02150"]\n', ""), encoding="utf-8")
    done = llmprep("bank", "check")
    assert done.status == 0
    assert done.out == (
        "warning question_bank/kv-cache/cache.yaml:18: cache-holds: no `sources`; name a primary source\n"
        "2 questions, 0 errors, 1 warning\n"
    )
    assert llmprep("bank", "check", "--strict").status == 1
    assert llmprep("bank", "check", "--strict", "--json").object["passed"] is False
    bank.write_text(BANK.replace("follow_ups: [kv-bytes]", "follow_ups: [kv-byte]"), encoding="utf-8")
    done = llmprep("bank", "check", "--json")
    assert done.status == 1
    assert done.object["errors"] == [{
        "file": "question_bank/kv-cache/cache.yaml", "line": 18, "question": "cache-holds",
        "message": "follow-up 'kv-byte' is no question of this bank; did you mean 'kv-bytes'?",
    }]  # fmt: skip


def test_check_reports_unreadable_files_beside_everything_else(llmprep: Run, bank: Path) -> None:
    bank.write_text(BANK.replace("unit: KiB", "units: KiB"), encoding="utf-8")
    (bank.parent / "broken.yaml").write_text("topic: x: y\n", encoding="utf-8")
    done = llmprep("bank", "check")
    assert done.status == 2
    assert done.out == (
        "error question_bank/kv-cache/broken.yaml:1: not valid YAML: mapping values are not allowed in this context; "
        "text that contains `: ` needs quotes or a `|` block\n"
        "error question_bank/kv-cache/cache.yaml:11: kv-bytes: `units` is not a field of a numeric question; "
        "did you mean `unit`?\n"
        "error question_bank/kv-cache/cache.yaml:18: cache-holds: follow-up 'kv-bytes' is no question of this bank\n"
        "1 question, 3 errors, 0 warnings\n"
    )
    assert llmprep("bank", "list").status == 2


def test_check_may_look_at_one_topic_or_at_another_folder(llmprep: Run, bank: Path, tmp_path: Path) -> None:
    other = tmp_path / "mine" / "moe"
    other.mkdir(parents=True)
    text = BANK.replace("kv-cache", "moe").replace("follow_ups: [kv-bytes]", "follow_ups: [gone]")
    (other / "a.yaml").write_text(text, encoding="utf-8")
    assert llmprep("bank", "check", "--dir", other.parent).out == (
        f"error {other}/a.yaml:18: cache-holds: follow-up 'gone' is no question of this bank\n"
        "2 questions, 1 error, 0 warnings\n"
    )
    (other / "a.yaml").write_text(text.replace("id: kv-bytes", "id: x").replace("id: cache-holds", "id: y"))
    assert llmprep("bank", "check", "kv-cache", "--bank", other.parent).status == 0
    assert llmprep("bank", "check", "MoE", "--bank", other.parent).out == (
        f"error {other}/a.yaml:18: y: follow-up 'gone' is no question of this bank\n"
        f"error {other}/a.yaml:3: x: asks nearly what kv-bytes asks "
        "(question_bank/kv-cache/cache.yaml:3; 100 % alike)\n"
        f"error {other}/a.yaml:18: y: asks nearly what cache-holds asks "
        "(question_bank/kv-cache/cache.yaml:18; 100 % alike)\n"
        "2 questions, 3 errors, 0 warnings\n"
    )
    missing = llmprep("bank", "check", "--dir", tmp_path / "nowhere")
    assert (missing.status, missing.err) == (
        2, f"llmprep: there is no question bank at {tmp_path}/nowhere\n  give a folder of YAML files, or one file\n",
    )  # fmt: skip


def test_flagged_questions_are_listed_and_can_be_brought_back(llmprep: Run, bank: Path) -> None:
    assert llmprep("bank", "flagged").out == "nothing is flagged\n"
    with Log.open() as log:
        log.append("flag", "kv-bytes", {"reason": "[wrong] unit"}, at=at(0))
        log.append("flag", "cache-holds", {}, at=at(1))
        log.append("undo", "cache-holds", {"event": 2}, at=at(1))
    assert llmprep("bank", "flagged", "--json").object == {"flagged": [{
        "id": "kv-bytes", "at": at(0).isoformat(), "reason": "[wrong] unit",
        "where": "question_bank/kv-cache/cache.yaml:3",
    }]}  # fmt: skip
    assert "[wrong] unit" in llmprep("bank", "flagged").out
    assert llmprep("bank", "unflag", "kv-bytes").err == "kv-bytes is asked again\n"
    again = llmprep("bank", "unflag", "kv-bytes")
    assert (again.status, again.err.splitlines()[0]) == (2, "llmprep: 'kv-bytes' is not flagged")


def test_schema_and_templates_are_printed(llmprep: Run, tmp_path: Path) -> None:
    assert llmprep("bank", "schema").object["properties"]["topic"]
    folder = tmp_path / "new"
    folder.mkdir()
    for kind in ("free", "choice", "numeric", "order", "cloze"):
        (folder / f"{kind}.yaml").write_text(llmprep("bank", "new", "--kind", kind, "--topic", "moe").out)
    assert llmprep("bank", "check", "--dir", folder).out == "5 questions, 0 errors, 0 warnings\n"
    assert llmprep("bank", "new", "--topic", "A b").err.splitlines()[0] == "llmprep: a topic cannot be called 'A b'"
