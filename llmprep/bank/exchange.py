"""Banks as JSON lines and as CSV, both ways without loss: a question a line, the YAML's own field names."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from llmprep.bank.faults import BY_KIND, Fault, plain_errors
from llmprep.bank.model import KINDS, Question

FORMATS = ("jsonl", "csv")
_IDS = ("follow_ups", "tags")
_LINES = ("probes", "sources")
_TEXTS = ("id", "topic", "kind", "level", "prompt", "hint", "answer")
_MORE = ("drill", "as_of")
DETAILS = "details"
"""The CSV column with everything that only one kind of question has, as JSON."""
COLUMNS = (*_TEXTS, *_IDS, *_LINES, *_MORE, DETAILS)
LONGEST_CELL = 1_000_000


def plain(question: Question) -> dict[str, Any]:
    """A question as plain data, fields in the order of the format, without those that have their default."""
    given = question.model_dump(mode="json", exclude_defaults=True) | {"kind": question.kind}
    return {name: given[name] for name in ("topic", "id", "kind", *type(question).model_fields) if name in given}


def to_jsonl(questions: Iterable[Question]) -> str:
    """One JSON object a line."""
    return "".join(json.dumps(plain(q), ensure_ascii=False) + "\n" for q in questions)


def to_csv(questions: Iterable[Question]) -> str:
    """A table for spreadsheets: ids and tags separated by spaces, sources and probes a line each."""
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    table.writeheader()
    for question in questions:
        data = plain(question)
        cells = {name: data.pop(name, "") for name in (*_TEXTS, *_MORE)}
        cells |= {name: " ".join(data.pop(name, ())) for name in _IDS}
        cells |= {name: _lines(data.pop(name, ())) for name in _LINES}
        table.writerow(cells | {DETAILS: json.dumps(data, ensure_ascii=False)})
    return out.getvalue()


def _lines(items: Iterable[str]) -> str:
    items = list(items)
    if any("\n" in i or "\r" in i or i.startswith("[") for i in items):
        return json.dumps(items, ensure_ascii=False)
    return "\n".join(items)


@dataclass(frozen=True)
class Imported:
    """What a file of questions held: the faultless ones, and all faults with their lines."""

    questions: tuple[Question, ...]
    faults: tuple[Fault, ...]


def read_questions(text: str, format: str, name: str) -> Imported:
    """Questions from `jsonl` or `csv`; faults call the file `name`, and are gathered, never raised."""
    good: dict[str, Question] = {}
    lines: dict[str, int] = {}
    faults: list[Fault] = []
    for line, data in _records(text, format):
        read, found = _read(data)
        id = str(data.get("id") or "") if isinstance(data, dict) else ""
        if read is not None and id in good:
            found.append(f"the id is taken by line {lines[id]}; ids must be unique")
        elif read is not None:
            good[id], lines[id] = read.model_copy(update={"where": f"{name}:{line}"}), line
        faults += [Fault("error", f"{name}:{line}", id, message) for message in found]
    return Imported(tuple(good.values()), tuple(faults))


def _read(data: dict[str, Any] | str) -> tuple[Question | None, list[str]]:
    """One record as a question, or what is wrong with it."""
    from llmprep.bank.read_file import part_faults

    if isinstance(data, str):
        return None, [data]
    kind = data.get("kind")
    if kind not in KINDS:
        wrong = f"`kind` cannot be {kind!r}" if kind else "`kind` is missing"
        return None, [f"{wrong}; it is one of {', '.join(KINDS)}"]
    try:
        question: Question = BY_KIND[kind].model_validate(data)  # type: ignore[assignment]
    except ValidationError as error:
        return None, [message for _, message in plain_errors(kind, error.errors(include_url=False))]
    found = [message for _, message in part_faults(question)]
    return (None if found else question), found


def _records(text: str, format: str) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """(line, fields of a question) or (line, what is wrong with it)."""
    text = text.removeprefix("\ufeff")
    return _json_records(text) if format == "jsonl" else _csv_records(text)


def _json_records(text: str) -> Iterator[tuple[int, dict[str, Any] | str]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            yield number, f"is no JSON: {error}"
            continue
        if isinstance(data, dict):
            yield number, {k: v for k, v in data.items() if k != "where"}
        else:
            yield number, "each line should be an object with the fields of a question"


def _csv_records(text: str) -> Iterator[tuple[int, dict[str, Any] | str]]:
    csv.field_size_limit(LONGEST_CELL)
    table = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        header = next(table, [])
        missing = [name for name in ("id", "topic", "kind", "level", "prompt") if name not in header]
        if missing:
            yield 1, f"the first row should name the columns; missing: {', '.join(missing)}"
            return
        line = table.line_num + 1
        for cells in table:
            if any(cells):
                yield line, _from_cells(dict(zip(header, cells)), extra=len(cells) - len(header))
            line = table.line_num + 1
    except csv.Error as error:
        yield line, f"is no CSV: {error}"


def _from_cells(cells: Mapping[str, str], extra: int) -> dict[str, Any] | str:
    if extra > 0:
        return f"the row has {extra} more cells than there are columns; is a quote missing?"
    data: dict[str, Any] = {}
    if details := cells.get(DETAILS, "").strip():
        try:
            data = json.loads(details)
        except (json.JSONDecodeError, RecursionError) as error:
            return f"the column `{DETAILS}` is no JSON: {error}"
        if not isinstance(data, dict):
            return f"the column `{DETAILS}` should be a JSON object"
    for name, cell in cells.items():
        if name == DETAILS or not cell.strip():
            continue
        if name in _IDS:
            data[name] = cell.split()
        elif name in _LINES:
            data[name] = _items(cell)
        elif name == "level":
            data[name] = int(cell) if cell.strip().isdigit() else cell
        else:
            data[name] = cell.replace("\r\n", "\n")
    return data


def _items(cell: str) -> list[str] | str:
    if cell.startswith("["):
        try:
            return list(json.loads(cell))
        except (json.JSONDecodeError, TypeError, RecursionError):
            pass
    return [line.strip() for line in cell.splitlines() if line.strip()]
