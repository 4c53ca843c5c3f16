"""Whatever stands in a bank file, it is refused with a line, or else can be asked, checked and graded."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from llmprep.answers.ask import ask, grade_answer
from llmprep.answers.asked import UnreadableAnswer
from llmprep.answers.formula import FormulaError
from llmprep.bank.bank import Bank
from llmprep.bank.check import check_bank
from llmprep.bank.load import read_bank
from llmprep.bank.model import KINDS
from llmprep.bank.template import template

WHOLE = {kind: yaml.safe_load(template(kind, "attention")) for kind in KINDS}
SCALAR = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**20), 10**20), st.floats(), st.text(max_size=12),
    st.sampled_from(["{n_layers}", "[[x]]", "a | b", "(", "**", "1/0", "1e999", "not:", "~3", "/(/", "{result:,}"]),
)  # fmt: skip
VALUE = st.recursive(
    SCALAR,
    lambda v: st.one_of(st.lists(v, max_size=3), st.dictionaries(st.text(max_size=6), v, max_size=3)),
    max_leaves=6,
)


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all values in plain data."""
    steps = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [*([path] if path else []), *(p for key, child in steps for p in places(child, (*path, key)))]


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """A sound bank file in which one to three values were replaced, removed or renamed."""
    data = copy.deepcopy(WHOLE[draw(st.sampled_from(KINDS))])
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(places(data)))
        parent = data
        for step in path[:-1]:
            parent = parent[step]
        change = draw(st.sampled_from(["replace", "replace", "replace", "remove", "rename"]))
        if change == "replace":
            parent[path[-1]] = draw(VALUE)
        elif change == "remove" or not isinstance(parent, dict):
            del parent[path[-1]]
        else:
            parent[draw(st.text(max_size=8))] = parent.pop(path[-1])
        if not places(data):
            break
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bank")


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(
    text=mangled(),
    said=st.one_of(st.text(max_size=30), st.sampled_from(["a", "1 2 3", "12 KiB", "softmax; gain; mean"])),
)
def test_a_mangled_bank_is_refused_or_works(folder: Path, text: str, said: str) -> None:
    (folder / "a.yaml").write_text(text, encoding="utf-8", errors="surrogatepass")
    bank, faults = read_bank([folder], builtin=False)
    assert bank.questions or faults
    for fault in faults:
        place, line = fault.where.rsplit(":", 1)
        assert place == str(folder / "a.yaml")
        assert 1 <= int(line) <= text.count("\n") + 1
        assert fault.message
    broken = {f.id for f in check_bank(Bank(bank.questions)) if f.severity == "error"}
    for question in bank:
        try:
            asked = ask(question, 1)
            grade = grade_answer(asked, said)
        except UnreadableAnswer:
            continue
        except (FormulaError, ValueError):
            assert question.id in broken, "a question that cannot be asked or graded passed the check"
            continue
        assert 0 <= grade.score <= 100
