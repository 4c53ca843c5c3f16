"""plan, stats, export, backup, restore and review --optimize through the real command."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from llmprep.store.log import Log


@pytest.fixture
def practised(llmprep: Any, toys: Any) -> None:
    assert llmprep("quiz", *toys, "-n", "4", stdin="a\na\na\na\n").returncode == 0


def day(ahead: int) -> str:
    return (datetime.now(UTC) + timedelta(days=ahead)).date().isoformat()


def test_a_plan_is_set_shown_and_followed(llmprep: Any, as_object: Any, practised: None) -> None:
    made = as_object(llmprep("plan", "--date", day(20), "--minutes", "25", "--focus", "attention,kv-cache", "--json"))
    assert made["goal"] == {"date": day(20), "minutes": 25, "focus": ["attention", "kv-cache"]}
    assert made["today"]["minutes"] <= 25
    assert {t["topic"] for t in made["readiness"]["topics"]} == {"attention", "kv-cache"}
    for topic in [*made["readiness"]["topics"], made["readiness"]["all"]]:
        assert 0 <= topic["low"] <= topic["forecast"] <= topic["high"] <= 1
    shown = llmprep("plan").stdout
    assert "Calendar" in shown
    assert "likely" in shown
    review = llmprep("review", stdin="")
    assert (
        f"1/{len(made['today']['new']) + len(made['today']['reviews']) + bool(made['today']['drill'])}" in review.stdout
    )
    home = as_object(llmprep("--json"))
    assert home["interview"] == day(20)
    assert "forgotten" in llmprep("plan", "--clear").stdout
    assert llmprep("plan").returncode == 2


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ((), "no interview is planned"),
        (("--date", "tomorrow"), "is no date"),
        (("--date", "2001-01-01"), "is not after today"),
        (("--date", "2999-01-01"), "days away"),
        (("--minutes", "40"), "needs the day"),
        (("--date", day(9), "--focus", "atention"), "did you mean: attention"),
        (("--date", day(9), "--minutes", "0"), "cannot be planned"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(llmprep: Any, args: Any, message: str) -> None:
    done = llmprep("plan", *args)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_statistics_in_three_forms(llmprep: Any, as_object: Any, practised: None, toys: Any, tmp_path: Path) -> None:
    said = as_object(llmprep("stats", "--bank", toys[1], "--json"))
    assert said["totals"]["answers"] == 4
    assert next(t for t in said["topics"] if t["topic"] == "toys")["seen"] == 4
    shown = llmprep("stats", "--bank", toys[1]).stdout
    assert "Mastery" in shown
    assert "Calendar" in shown
    page = tmp_path / "me.html"
    assert llmprep("stats", "--html", str(page)).returncode == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    nowhere = llmprep("stats", "--html", str(tmp_path / "no" / "me.html"))
    assert nowhere.returncode == 2
    assert "cannot be written" in nowhere.stderr


def test_statistics_of_nothing_are_friendly(llmprep: Any) -> None:
    assert "good start" in llmprep("stats").stdout


def test_reviews_are_exported_for_other_tools(llmprep: Any, practised: None, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(llmprep("export", "--reviews", "--format", "csv").stdout)))
    assert len(rows) == 4
    lines = llmprep("export", "--reviews").stdout.splitlines()
    assert [json.loads(line)["card_id"] for line in lines] == [1, 2, 3, 4]
    file = tmp_path / "r.csv"
    assert llmprep("export", "--reviews", "--format", "csv", "-o", str(file)).returncode == 0
    assert len(file.read_text().splitlines()) == 5
    assert llmprep("export", "--reviews", "--format", "anki").returncode == 2


def test_a_backup_brings_everything_back(
    llmprep: Any, as_object: Any, practised: None, tmp_path: Path, monkeypatch: Any
) -> None:
    file = tmp_path / "mine.zip"
    made = as_object(llmprep("backup", str(file), "--json"))
    before = as_object(llmprep("--json"))
    monkeypatch.setenv("LLMPREP_HOME", str(tmp_path / "new-machine"))
    restored = as_object(llmprep("restore", str(file), "--json"))
    assert restored["events"] == made["events"]
    assert as_object(llmprep("--json")) == before
    assert "exists already" in llmprep("backup", str(file)).stderr


def test_optimizing_too_early_is_said_plainly(llmprep: Any, practised: None) -> None:
    done = llmprep("review", "--optimize")
    assert done.returncode == 2
    assert "fitting needs 640" in done.stderr


def test_fitted_parameters_change_the_schedule_until_they_are_dropped(
    llmprep: Any, toys: Any, as_object: Any, home: Path
) -> None:
    from fsrs.scheduler import DEFAULT_PARAMETERS

    llmprep("quiz", *toys, "--kind", "cloze", stdin="dog\n")
    stability = lambda: as_object(llmprep("review", "--json", "--bank", toys[1]))["items"][0]["stability_days"]
    assert stability() == 8.296
    with Log.open(home / "llmprep.db") as log:
        log.append(
            "parameters", "", {"parameters": [0.2, 1.0, 2.0, 3.5, *DEFAULT_PARAMETERS[4:]]}, at=datetime.now(UTC)
        )
    assert stability() == 3.5
    llmprep("review", "--defaults")
    assert stability() == 8.296


def test_a_question_missed_six_times_comes_with_other_advice(llmprep: Any, toys: Any, home: Path) -> None:
    with Log.open(home / "llmprep.db") as log:
        for n in range(6):
            log.append(
                "answer", "toy-tower",
                {"text": "x", "score": 0.0, "rating": "again", "seed": 1, "grade": {}, "seconds": 5},
                at=datetime.now(UTC) - timedelta(days=7 - n),
            )  # fmt: skip
    shown = llmprep("quiz", *toys, "--kind", "free", stdin="no idea\n").stdout
    assert "Missed 7 times." in shown
