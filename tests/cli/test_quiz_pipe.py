"""`llmprep quiz` and `review` without a terminal: a line each, and a clean end."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import Any

import pytest

from .conftest import COMMAND

HEAVY = ("torch", "openai", "tiktoken", "scipy", "hypothesis", "prompt_toolkit", "plotext", "pint", "numpy")


def test_nothing_on_stdin_shows_a_question_and_ends_friendly(llmprep: Any, toys: Any, events: Any) -> None:
    done = llmprep("quiz", *toys)
    assert done.returncode == 0, done.stderr
    assert "1/5  toys" in done.stdout
    assert "Until next time. Nothing was answered." in done.stdout
    assert [e.payload["ending"] for e in events("session-end")] == ["eof"]


def test_three_lines_are_three_graded_answers_with_due_dates(
    llmprep: Any, toys: Any, events: Any, as_object: Any
) -> None:
    done = llmprep("quiz", *toys, "-n", "3", "--seed", "4", stdin="one\ntwo\nthree\n")
    assert done.returncode == 0, done.stderr
    answers = events("answer")
    assert [e.payload["text"] for e in answers] == ["one", "two", "three"]
    assert all(
        {"score", "rating", "seed", "hash", "judge", "grade", "seconds", "hinted"} <= e.payload.keys() for e in answers
    )
    listed = as_object(llmprep("review", "--json", "--bank", toys[1]))
    assert {i["id"] for i in listed["items"]} == {e.item for e in answers}
    assert all(i["due"] > i["last_review"] for i in listed["items"])


def test_right_answers_earn_their_score_and_a_date(llmprep: Any, toys: Any, as_object: Any) -> None:
    free = llmprep(
        "quiz", *toys, "--kind", "free", "--json", stdin="its centre of gravity leaves the base, and it wobbles\n"
    )
    (answered,) = as_object(free)["answered"]
    assert (answered["score"], answered["rating"], answered["question"]) == (100.0, "easy", "toy-tower")
    assert [p["met"] for p in answered["points"]] == [True, True]
    assert "Why does a tall tower fall?" in free.stderr
    gap = as_object(llmprep("quiz", *toys, "--kind", "cloze", "--json", stdin="the dog\n"))
    assert gap["answered"][0]["score"] == 100.0
    assert gap["ending"] == "finished"


def test_an_empty_line_skips(llmprep: Any, toys: Any, as_object: Any, events: Any) -> None:
    result = as_object(llmprep("quiz", *toys, "-n", "2", "--json", stdin="\nsomething\n"))
    assert len(result["skipped"]) == 1
    assert len(result["answered"]) == 1
    assert [e.kind for e in events("skip", "answer")] == ["skip", "answer"]


def test_commands_work_in_a_pipe_too(llmprep: Any, toys: Any, events: Any) -> None:
    done = llmprep("quiz", *toys, "--kind", "choice", stdin=":hint\na\n:q\n")
    assert "Think of a tomato." in done.stdout
    (answer,) = events("answer")
    assert answer.payload["hinted"] is True
    assert answer.payload["rating"] in ("hard", "again")


def test_the_same_seed_asks_the_same_in_the_same_order(llmprep: Any, tmp_path: Any, monkeypatch: Any) -> None:
    def asked(seed: str, home: str) -> list[str]:
        monkeypatch.setenv("LLMPREP_HOME", str(tmp_path / home))
        done = llmprep("quiz", "--seed", seed, "-n", "6", stdin="\n" * 6)
        return [line for line in done.stdout.splitlines() if "/6  " in line]

    first, again, other = asked("7", "a"), asked("7", "b"), asked("8", "c")
    assert len(first) == 6
    assert first == again
    assert first != other


def test_an_exam_tells_nothing_until_the_end(llmprep: Any, toys: Any) -> None:
    done = llmprep("quiz", *toys, "--exam", "-n", "2", "--seed", "1", stdin="x\nx\n")
    asked, _, after = done.stdout.partition("2/2")
    assert "/ 100" not in asked
    assert after.count("/ 100") == 2


def test_no_answer_is_lost_when_output_is_closed_early(toys: Any, home: Any, events: Any) -> None:
    command = f"printf 'a\\na\\na\\n' | {sys.executable} -m llmprep quiz --bank {toys[1]} --topic toys -n 3 | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--topic", "atention"), "did you mean: attention"),
        (("--kind", "riddle"), "riddle"),
        (("--level", "9"), "level"),
        (("--topic", "toys", "--kind", "free", "--level", "5"), "no question fits"),
    ],
)
def test_what_cannot_be_is_refused_with_help(llmprep: Any, toys: Any, args: Any, message: str) -> None:
    done = llmprep("quiz", "--bank", toys[1], *args)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_the_first_question_needs_none_of_the_heavy_libraries(home: Any) -> None:
    code = (
        "import sys; sys.argv = ['llmprep', 'quiz']\n"
        "from llmprep.__main__ import main\n"
        "try: main()\nexcept SystemExit as end: assert not end.code\n"
        f"print([m for m in {HEAVY} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True
    )
    assert "1/10" in done.stdout
    assert done.stderr.strip() == "[]"


def test_help_needs_none_of_them_either() -> None:
    code = (
        "import sys; sys.argv = ['llmprep', '--help']\n"
        "from llmprep.__main__ import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        f"print([m for m in {(*HEAVY, 'fsrs', 'yaml')} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_colours_stay_out_of_pipes(llmprep: Any, toys: Any) -> None:
    done = llmprep("quiz", *toys, "-n", "2", stdin="x\ny\n")
    assert "\x1b" not in done.stdout


def test_home_says_where_one_stands_and_what_is_next(llmprep: Any, toys: Any, as_object: Any) -> None:
    fresh = as_object(llmprep("--json"))
    assert fresh["next"]["command"] == "llmprep quiz"
    assert (fresh["streak"], fresh["answered_today"]) == (0, 0)
    llmprep("quiz", "-n", "2", stdin="x\nx\n")
    state = as_object(llmprep("--json"))
    assert (state["streak"], state["answered_today"]) == (1, 2)
    assert state["weakest"]
    shown = llmprep().stdout
    assert "day in a row" in shown
    assert "Weakest topics" in shown
    assert state["next"]["command"] in shown


def test_review_offers_new_questions_until_the_daily_limit(
    llmprep: Any, home: Any, as_object: Any, tmp_path: Any
) -> None:
    home.mkdir()
    (home / "config.toml").write_text("daily_new = 2\n")
    done = llmprep("review", stdin="x\nx\nx\nx\n")
    assert done.returncode == 0, done.stderr
    assert as_object(llmprep("review", "--json"))["done_today"] == {"new": 2, "due": 0}
    assert "1/1" in (again := llmprep("review")).stdout or "Nothing is due" in again.stdout


def test_doctor_finds_everything_in_order_here(llmprep: Any, as_object: Any) -> None:
    found = as_object(llmprep("doctor", "--json"))
    assert found["ok"] is True
    checks = {c["name"]: c for c in found["checks"]}
    assert checks["device"]["details"]["version"].startswith("2.")
    assert checks["isolation"]["details"]["isolation"] in ("sandlock", "bubblewrap", "limits")
    assert checks["judge"]["status"] == "warn"
    assert "LLMPREP_JUDGE_MODEL" in checks["judge"]["remedy"]


def test_doctor_says_how_to_mend_a_data_directory(llmprep: Any, home: Any, as_object: Any) -> None:
    home.write_text("not a directory")
    done = llmprep("doctor", "--json")
    assert done.returncode == 1
    data = next(c for c in as_object(done)["checks"] if c["name"] == "data")
    assert data["status"] == "fail"
    assert "LLMPREP_HOME" in data["remedy"]


def test_a_damaged_database_ends_a_quiz_with_a_clear_message(llmprep: Any, home: Any) -> None:
    home.mkdir()
    (home / "llmprep.db").write_bytes(b"SQLite format 3\0" + b"\x99" * 5000)
    done = llmprep("quiz")
    assert done.returncode == 2
    assert "damaged" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_closed_stdin_is_an_end_of_input(toys: Any, home: Any) -> None:
    command = f"{sys.executable} -m llmprep quiz --bank {toys[1]} --topic toys <&-"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Until next time." in done.stdout


def test_ctrl_c_in_a_pipe_ends_with_130_and_keeps_the_answers(toys: Any, home: Any, events: Any) -> None:
    process = subprocess.Popen(
        [*COMMAND, "quiz", *toys, "-n", "3"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"an answer\n")
    process.stdin.flush()
    seen = b""
    while b"2/3" not in seen:
        seen += process.stdout.read1(4096)
    process.send_signal(signal.SIGINT)
    rest, trouble = process.communicate()
    assert process.returncode == 130
    assert b"Interrupted; what you answered is kept." in seen + rest
    assert trouble == b""
    assert len(events("answer")) == 1
