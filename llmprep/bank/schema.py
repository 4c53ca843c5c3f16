"""The JSON Schema of a bank file, for editors that complete and check YAML as it is typed."""

from __future__ import annotations

from typing import Any

from llmprep.bank.model import TOPICS, BankFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_BY_LOADER = ("topic", "where")
"""Fields of a question that the loader fills in and a file may not give."""


def bank_schema() -> dict[str, Any]:
    """The schema of one YAML file of questions, as a JSON-ready object."""
    schema = BankFile.model_json_schema()
    kinds = schema["properties"]["questions"]["items"]["discriminator"]["mapping"].values()
    for reference in kinds:
        question = schema["$defs"][reference.rpartition("/")[2]]
        for name in _BY_LOADER:
            question["properties"].pop(name, None)
        question["required"] = [name for name in question["required"] if name not in _BY_LOADER]
    schema["properties"]["topic"]["examples"] = list(TOPICS)
    return {"$schema": DIALECT, "title": "llmprep question bank", **_without_titles(schema)}


def _without_titles(node: Any) -> Any:
    """The schema without pydantic's generated titles, which only repeat the names of fields."""
    if isinstance(node, dict):
        return {
            key: {name: _without_titles(child) for name, child in value.items()}
            if key in ("properties", "$defs")
            else _without_titles(value)
            for key, value in node.items()
            if key != "title"
        }
    return [_without_titles(child) for child in node] if isinstance(node, list) else node
