"""Banks as JSON lines, CSV and YAML: what goes out comes back the same; faults name their line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from llmprep.bank.exchange import COLUMNS, read_questions, to_csv, to_jsonl
from llmprep.bank.load import read_bank
from llmprep.bank.model import Question
from llmprep.bank.where import parse
from llmprep.bank.write_yaml import bank_yaml

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufeff"), min_size=1
).map(str.strip).filter(bool)  # fmt: skip
LINES = st.lists(st.one_of(TEXT, st.sampled_from(["1e12", "true", "2026-11-05", "[a]", "x: y", "- a", "null", "'"])),
                 min_size=1, max_size=3).map("\n".join)  # fmt: skip
ID = st.from_regex(r"[a-z]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
COMMON: dict[str, st.SearchStrategy[Any]] = {
    "topic": st.just("attention"), "level": st.integers(1, 5), "prompt": LINES, "hint": st.one_of(st.just(""), LINES),
    "answer": st.one_of(st.just(""), LINES), "follow_ups": st.lists(ID, max_size=3), "tags": st.lists(ID, max_size=3),
    "probes": st.lists(LINES, max_size=2), "sources": st.lists(LINES, max_size=2),
    "drill": st.one_of(st.none(), ID), "as_of": st.one_of(st.none(), st.just("2026-11")),
}  # fmt: skip
PATTERN = st.sampled_from(["variance (grow|increas*)", "=1e12", "not:reward_model", "(one two)~6", "any:x & yes"])
POINT = st.fixed_dictionaries({"says": LINES, "weight": st.integers(1, 3), "match": st.lists(PATTERN, max_size=2)})
KINDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "free": {"points": st.lists(POINT, min_size=1, max_size=3).map(
        lambda points: [{"id": f"p{n}", **p} for n, p in enumerate(points)])},
    "choice": {"options": LINES.map(lambda t: [{"says": t, "right": True}, {"says": "no", "why": t}])},
    "order": {"steps": st.lists(LINES, min_size=3, max_size=5), "why": st.one_of(st.just(""), LINES)},
    "numeric": {
        "given": st.sampled_from([{"n": {"one_of": [1, 2.5, "x"]}}, {"n": {"low": 0.5, "high": 2e16}}]),
        "formula": st.sampled_from(["n * 2", "n ** 2 / 1e12"]), "unit": st.sampled_from(["", "KiB"]),
    },
}  # fmt: skip


def of_kind(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"kind": st.just(kind), **COMMON, **KINDS[kind]})


QUESTIONS = st.lists(st.sampled_from(list(KINDS)).flatmap(of_kind), max_size=4).map(
    lambda found: [
        TypeAdapter(Question).validate_python({**q, "id": f"q{n}", "prompt": q["prompt"].replace("{", "(")})
        for n, q in enumerate(found)
    ]
)


@given(questions=QUESTIONS)
def test_json_lines_come_back_the_same(questions: list[Question]) -> None:
    read = read_questions(to_jsonl(questions), "jsonl", "x.jsonl")
    assert read.faults == ()
    assert [q.model_copy(update={"where": ""}) for q in read.questions] == questions


@given(questions=QUESTIONS)
def test_tables_come_back_the_same(questions: list[Question]) -> None:
    read = read_questions(to_csv(questions), "csv", "x.csv")
    assert read.faults == ()
    assert [q.model_copy(update={"where": ""}) for q in read.questions] == questions


@given(questions=QUESTIONS)
def test_yaml_comes_back_the_same(questions: list[Question]) -> None:
    document = parse(bank_yaml("attention", questions))
    assert document.doubled == ()
    data: Any = document.data
    read = [TypeAdapter(Question).validate_python({**q, "topic": data["topic"]}) for q in data["questions"]]
    assert read == questions


CHOICE = {
    "id": "a", "topic": "attention", "kind": "choice", "level": 1, "prompt": "So?",
    "options": [{"says": "yes", "right": True}, {"says": "no", "why": "it is yes"}],
}  # fmt: skip


def test_a_table_is_made_for_people() -> None:
    question: Question = TypeAdapter(Question).validate_python(
        {**CHOICE, "tags": ["one", "two"], "sources": ["arXiv:1", "arXiv:2"], "follow_ups": ["b"]}
    )
    header, row = csv.reader(io.StringIO(to_csv([question]), newline=""))
    assert tuple(header) == COLUMNS
    cells = dict(zip(header, row))
    assert (cells["tags"], cells["sources"], cells["follow_ups"]) == ("one two", "arXiv:1\narXiv:2", "b")
    assert json.loads(cells["details"]) == {
        "options": [{"says": "yes", "right": True}, {"says": "no", "why": "it is yes"}]
    }


def faults(text: str, format: str) -> list[str]:
    return [str(f) for f in read_questions(text, format, "x").faults]


def test_faults_of_json_lines_name_line_and_question() -> None:
    good = json.dumps(CHOICE)
    text = "\n".join([
        good, "{", "[]", json.dumps({**CHOICE, "id": "b", "levle": 2}), "", good, json.dumps({"id": "c"}),
        json.dumps({**CHOICE, "id": "n", "kind": "numeric"}),
    ])  # fmt: skip
    assert faults(text, "jsonl") == [
        "x:2: is no JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
        "x:3: each line should be an object with the fields of a question",
        "x:4: b: `levle` is not a field of a choice question; did you mean `level`?",
        "x:6: a: the id is taken by line 1; ids must be unique",
        "x:7: c: `kind` is missing; it is one of free, choice, numeric, order, cloze",
        "x:8: n: `formula` is missing",
        "x:8: n: `options` is not a field of a numeric question; the fields here are id, level, prompt, hint, answer, "
        "follow_ups, probes, drill, sources, as_of, tags, kind, given, rows, derived, formula, unit, tolerance, "
        "absolute, mistakes",
    ]


def test_formulas_and_patterns_are_checked_on_import() -> None:
    data = {
        "id": "n", "topic": "moe", "kind": "numeric", "level": 1, "prompt": "{k}?", "formula": "n +",
        "given": {"n": {"one_of": [1]}},
    }  # fmt: skip
    found = faults(json.dumps(data), "jsonl")
    assert found[0].startswith("x:1: n: the formula `n +` cannot be read: ")
    assert found[1] == "x:1: n: the prompt names {k}, which nothing gives; known here: n"
    free = {
        "id": "f", "topic": "moe", "kind": "free", "level": 1, "prompt": "Why?",
        "points": [{"id": "p", "says": "So.", "match": ["(open"]}],
    }  # fmt: skip
    [only] = faults(json.dumps(free), "jsonl")
    assert only.startswith("x:1: f: the pattern '(open' cannot be read: ")


def test_faults_of_tables_name_line_and_question() -> None:
    rows = [
        "id,topic,kind,level,prompt,details",
        'a,attention,order,2,"Two\nlines","{""steps"": [""x"", ""y"", ""z""]}"',
        "b,attention,order,two,Sort,{}",
        "c,attention,order,2,Sort,{",
        "d,attention,order,2,Sort,[]",
        "e,attention,order,2,Sort,{},more",
    ]
    read = read_questions("\n".join(rows), "csv", "x")
    assert [q.where for q in read.questions] == ["x:2"]
    assert read.questions[0].prompt == "Two\nlines"
    assert [str(f) for f in read.faults] == [
        "x:4: b: `level` should be a whole number, not text ('two')",
        "x:4: b: `steps` is missing",
        "x:5: the column `details` is no JSON: Expecting property name enclosed in double quotes: "
        "line 1 column 2 (char 1)",
        "x:6: the column `details` should be a JSON object",
        "x:7: the row has 1 more cells than there are columns; is a quote missing?",
    ]
    assert faults("id,kind\n", "csv") == ["x:1: the first row should name the columns; missing: topic, level, prompt"]


def test_export_and_import_by_command(llmprep: Callable[..., Any], builtin: Path, tmp_path: Path) -> None:
    for kind in ("free", "choice", "numeric", "order", "cloze"):
        text = llmprep("bank", "new", "--kind", kind, "--topic", "moe" if kind == "free" else "data").out
        (builtin / f"{kind}.yaml").write_text(text, encoding="utf-8")
    bank, _ = read_bank([builtin], builtin=False)
    for format in ("jsonl", "csv"):
        file = tmp_path / f"bank.{format}"
        assert llmprep("bank", "export", "--format", format, "-o", file).err == f"5 questions in {file}\n"
        assert llmprep("bank", "export", "--format", format).out.encode() == file.read_bytes()
        folder = tmp_path / format
        done = llmprep("bank", "import", file, "--to", folder, "--json")
        assert done.object == {"questions": 5, "files": [f"{folder}/data.yaml", f"{folder}/moe.yaml"]}
        again, found = read_bank([folder], builtin=False)
        assert found == []
        assert {q.id: q.model_copy(update={"where": ""}) for q in again} == {
            q.id: q.model_copy(update={"where": ""}) for q in bank
        }
    refused = llmprep("bank", "import", tmp_path / "bank.csv", "--to", tmp_path / "csv")
    assert (refused.status, refused.err.splitlines()) == (2, [
        f"llmprep: {tmp_path}/csv has such files already: data.yaml, moe.yaml",
        "  choose another folder with --to, or replace them with --overwrite",
    ])  # fmt: skip
    replaced = llmprep("bank", "import", tmp_path / "bank.csv", "--to", tmp_path / "csv", "--overwrite")
    assert replaced.status == 0
    assert "5 ids are taken by the bank in use (my-decoding-step-order, my-kv-bytes-per-token" in replaced.err


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", "cannot tell what it holds"),
        ("a.jsonl", b"", "holds no questions"),
        ("a.jsonl", b"\xff", "is not UTF-8 text (byte 0)"),
        ("a.jsonl", b"{", "has faults, so nothing was imported"),
    ],
)
def test_files_that_cannot_be_imported_are_refused(
    llmprep: Callable[..., Any], tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    done = llmprep("bank", "import", tmp_path / name, "--to", tmp_path / "out")
    assert done.status == 2
    assert message in done.err.splitlines()[0]
    assert not (tmp_path / "out").exists()
