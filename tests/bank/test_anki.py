"""The Anki deck: a note a question, topics as tags, the model answer on the back."""

from __future__ import annotations

import json
import sqlite3
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from llmprep.answers.ask import ask
from llmprep.bank.anki import back
from llmprep.bank.load import load_bank
from llmprep.bank.template import template

pytest.importorskip("genanki")
KINDS = ("free", "choice", "numeric", "order", "cloze")


@pytest.fixture
def bank(builtin: Path) -> Path:
    for kind in KINDS:
        (builtin / f"{kind}.yaml").write_text(template(kind, "kv-cache"), encoding="utf-8")
    return builtin


def notes(deck: Path) -> dict[str, tuple[str, list[str], str]]:
    """Id -> (guid, fields, tags)."""
    with zipfile.ZipFile(deck) as package:
        package.extract("collection.anki2", deck.parent)
    with sqlite3.connect(deck.parent / "collection.anki2") as collection:
        rows = collection.execute("SELECT guid, flds, tags FROM notes").fetchall()
        (models,) = collection.execute("SELECT models FROM col").fetchone()
    assert "llmprep question" in {m["name"] for m in json.loads(models).values()}
    return {flds.split("\x1f")[0]: (guid, flds.split("\x1f"), tags) for guid, flds, tags in rows}


def test_every_question_becomes_a_note_with_its_topic_as_tag(
    llmprep: Callable[..., Any], bank: Path, tmp_path: Path
) -> None:
    deck = tmp_path / "deck.apkg"
    done = llmprep("bank", "export", "--format", "anki", "-o", deck)
    assert (done.status, done.err) == (0, f"5 notes in {deck}; import it with Anki's File > Import\n")
    made = notes(deck)
    assert made.keys() == load_bank().questions.keys()
    _, fields, tags = made["my-kv-cache-purpose"]
    assert {"kv-cache", "level-2", "free"} <= set(tags.split())
    assert "what does a transformer keep" in fields[1]
    assert "At each decoding step only one new token enters" in fields[2]
    assert "arXiv:1911.02150 section 2.4" in fields[2]


def test_notes_keep_their_identity_when_exported_again(llmprep: Callable[..., Any], bank: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "1" / "a.apkg", tmp_path / "2" / "a.apkg"
    for deck in (first, second):
        deck.parent.mkdir()
        llmprep("bank", "export", "--format", "anki", "-o", deck)
    assert {id: n[0] for id, n in notes(first).items()} == {id: n[0] for id, n in notes(second).items()}


def test_the_back_gives_the_right_answer_of_every_kind(bank: Path) -> None:
    questions = load_bank()
    backs = {q.kind: back(ask(q, 0)) for q in questions}
    assert "**d) right**" in backs["choice"] or "right**" in backs["choice"]
    assert "greedy decoding" in backs["choice"]
    asked = ask(questions.get("my-kv-bytes-per-token"), 0)
    v: dict[str, Any] = dict(asked.values)
    value = 2 * v["n_layers"] * v["n_kv_heads"] * v["head_dim"] * v["bytes"] // 1024
    assert backs["numeric"].startswith(f"**{value} KiB**")
    assert backs["order"].startswith("1. Divide the logits by the temperature\n2. Turn the scaled logits")
    assert backs["cloze"].startswith("**root mean square**; **gain**; **mean**")
    assert "**Watch out**" in backs["free"]


def test_without_genanki_the_install_line_is_given(
    llmprep: Callable[..., Any], bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "genanki", None)
    done = llmprep("bank", "export", "--format", "anki", "-o", tmp_path / "deck.apkg")
    assert (done.status, done.err) == (
        3, "llmprep: an Anki deck needs genanki, which is not installed\n  pip install 'llmprep[anki]'\n",
    )  # fmt: skip
    assert not (tmp_path / "deck.apkg").exists()


def test_a_deck_that_cannot_be_written_is_said(llmprep: Callable[..., Any], bank: Path, tmp_path: Path) -> None:
    done = llmprep("bank", "export", "--format", "anki", "-o", tmp_path / "no" / "deck.apkg")
    assert (done.status, done.err) == (
        2, f"llmprep: {tmp_path}/no/deck.apkg: cannot be written: No such file or directory\n",
    )  # fmt: skip
