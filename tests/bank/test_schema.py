"""The JSON Schema that editors use: it says what the loader says."""

from __future__ import annotations

import json
from typing import Any

import pytest

from llmprep.bank.model import KINDS, TOPICS
from llmprep.bank.schema import bank_schema
from llmprep.bank.template import template

SCHEMA = bank_schema()
QUESTIONS: dict[str, Any] = {d["properties"]["kind"]["const"]: d for d in SCHEMA["$defs"].values()
                             if "kind" in d["properties"]}  # fmt: skip


def test_it_is_plain_json_of_a_named_dialect() -> None:
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["required"] == ["topic", "questions"]
    assert SCHEMA["properties"]["topic"]["examples"] == list(TOPICS)


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_loader_fills_in_is_not_asked_for(kind: str) -> None:
    question = QUESTIONS[kind]
    assert {"topic", "where"}.isdisjoint(question["properties"])
    assert {"id", "kind", "level", "prompt"} <= set(question["required"])
    assert "topic" not in question["required"]
    assert question["additionalProperties"] is False


def test_every_reference_leads_somewhere() -> None:
    def references(node: Any) -> list[str]:
        if isinstance(node, dict):
            own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
            return own + [r for child in node.values() for r in references(child)]
        return [r for child in node for r in references(child)] if isinstance(node, list) else []

    found = references(SCHEMA)
    assert found
    assert {r.removeprefix("#/$defs/") for r in found} <= SCHEMA["$defs"].keys()


def test_there_is_no_template_of_an_unknown_kind() -> None:
    with pytest.raises(ValueError, match="no kind of question is called 'essay'"):
        template("essay", "attention")
