"""The judge through the real command: answers are saved whatever happens, and judged later."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from llmprep.__main__ import main
from llmprep.bank.model import Free
from llmprep.cli.asking_judge import AskingJudge
from llmprep.config import Settings
from llmprep.store.log import Log

from .conftest import KEY, Server, drip, error, gullible, honest, reply, send

GOOD = "The variance of a dot product is d_k; the softmax then saturates, and its gradient vanishes."
Run = Callable[..., "Ran"]


@dataclass
class Ran:
    """What one command did."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def bank(tmp_path: Path, question: Free, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bank of one question with labels, and none built in."""
    own = tmp_path / "bank"
    (own / "labels").mkdir(parents=True)
    data = question.model_dump(mode="json", exclude={"topic", "where"}, exclude_defaults=True) | {"kind": "free"}
    (own / "scale.yaml").write_text(yaml.safe_dump({"topic": "attention", "questions": [data]}, allow_unicode=True))
    labels = {
        "labels": [
            {"question": "scale", "answers": [
                {"text": GOOD, "met": ["variance-grows", "softmax-saturates", "gradient-vanishes"]},
                {"text": "The factor makes rows sum to one.", "met": [], "flags": ["normalise-to-one"]},
                {"text": "The variance is d_k, I think.", "met": ["variance-grows"]},
            ]}
        ]
    }  # fmt: skip
    (own / "labels" / "a.yaml").write_text(yaml.safe_dump(labels))
    (own / "labels" / "b-heldout.yaml").write_text(
        yaml.safe_dump({"labels": [{"question": "scale", "answers": [{"text": "I do not know.", "met": []}]}]})
    )
    empty = tmp_path / "none"
    empty.mkdir()
    monkeypatch.setattr("llmprep.bank.load.builtin_bank_dir", lambda: empty)
    return own


@pytest.fixture
def run(bank: Path, server: Server, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command with this bank and a judge at the server."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("LLMPREP_JUDGE_MODEL", "toy")
    monkeypatch.setenv("LLMPREP_JUDGE_URL", server.url)

    def call(*args: str, bank_option: bool = True) -> Ran:
        with pytest.raises(SystemExit) as left:
            main([*args, *(["--bank", str(bank)] if bank_option else [])])
        shown = capsys.readouterr()
        assert KEY not in shown.out + shown.err
        assert "Traceback" not in shown.err
        return Ran(int(left.value.code or 0), shown.out, shown.err)

    return call


def answer(run: Run, text: str = GOOD, *more: str) -> Ran:
    return run("answer", "scale", "--text", text, "--judge", "llm", "--json", *more)


def events() -> list[tuple[str, Any]]:
    with Log.open() as log:
        return [(e.kind, e.payload) for e in log.events()]


def test_the_answer_object_has_the_same_shape_and_more(server: Server, run: Run) -> None:
    offline = run("answer", "scale", "--text", GOOD, "--judge", "rubric", "--json").json
    ran = answer(run)
    judged = ran.json
    assert ran.status == 0
    assert offline.keys() <= judged.keys() | {"remarks"}
    assert {"model", "votes", "usage"} <= judged.keys()
    assert (judged["judge"], judged["score"], judged["model"], judged["votes"]) == ("llm", 80.0, "toy", 1)
    assert judged["usage"]["total_tokens"] == 790
    assert [p["id"] for p in judged["points"]] == [p["id"] for p in offline["points"]]


def test_the_offline_grade_is_saved_before_the_model_is_asked(server: Server, run: Run) -> None:
    seen: list[Any] = []

    def watching(handler: Any, request: dict[str, Any]) -> None:
        seen.extend(events())
        reply(handler, honest(request))

    server.behave = watching
    answer(run)
    [(kind, payload)] = [e for e in seen if e[0] == "answer"]
    assert (kind, payload["text"], payload["judge"], payload["pending_judge"]) == ("answer", GOOD, "rubric", True)
    [regrade] = [payload for kind, payload in events() if kind == "regrade"]
    assert (regrade["judge"], regrade["score"], regrade["grade"]["model"]) == ("llm", 80.0, "toy")


def test_the_second_time_no_request_is_made(server: Server, run: Run) -> None:
    first, again = answer(run).json, answer(run).json
    assert len(server.requests) == 1
    assert (again["score"], again["usage"]["cached"]) == (first["score"], True)


def test_votes_from_the_command_line(server: Server, run: Run) -> None:
    judged = answer(run, GOOD, "--votes", "3").json
    assert (judged["votes"], len(server.requests)) == (3, 3)
    assert judged["spread"]["scores"] == [80.0, 80.0, 80.0]


FAULTS: dict[str, tuple[Callable[[Any, dict[str, Any]], None], str]] = {
    "wrong key": (error(401, f"bad key {KEY}"), "does not accept the key (401); check OPENAI_API_KEY"),
    "wrong address": (error(404, "nothing here"), "no such model or address (404)"),
    "over the limit": (error(429, "quota", Retry_After="900"), "try again in 900 s (quota); `llmprep judge retry`"),
    "server errors": (error(500, "boom"), "fails with status 500 (boom)"),
    "no choice": (lambda h, r: send(h, 200, '{"choices": []}'), "holds no choice"),
    "broken off": (lambda h, r: send(h, 200, '{"choices": [{"mess'), "breaks off"),
    "broken verdict": (lambda h, r: reply(h, '{"points": [{"id": "vari'), "breaks off"),
    "other form": (lambda h, r: reply(h, '{"score": 100}'), "has another form than asked for"),
    "refusal": (lambda h, r: reply(h, None, refusal="No."), "refuses to grade this: No."),
    "content filter": (lambda h, r: reply(h, None, finish="content_filter"), "content filter stopped the reply"),
    "ten megabytes": (lambda h, r: reply(h, "x" * 10_000_000), "larger than 2,000,000 bytes"),
    "redirect": (lambda h, r: send(h, 302, "", Location="http://other.example/"), "redirects to http://other.example/"),
    "dripping": (drip, "no full answer within 0.6 s"),
    "silent": (lambda h, r: time.sleep(2), "no full answer within 0.6 s"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_keeps_the_answer_and_the_offline_grade_and_is_mended_later(
    server: Server, run: Run, home: Path, name: str
) -> None:
    home.mkdir()
    (home / "config.toml").write_text("judge_timeout_s = 0.6\n" if name in ("dripping", "silent") else "")
    behaviour, line = FAULTS[name]
    server.behave = behaviour
    ran = answer(run)
    assert ran.status in (0, 1)
    assert (ran.json["judge"], ran.json["score"]) == ("rubric", 80.0)
    assert line in " ".join(ran.err.split())
    [(kind, payload)] = events()
    assert (kind, payload["text"], payload["pending_judge"]) == ("answer", GOOD, True)
    server.speak(honest)
    (home / "config.toml").write_text("")
    later = run("judge", "retry", "--json")
    assert later.status == 0
    assert later.json == {
        "judged": [{"event": 1, "question": "scale", "score": 80.0}], "waiting": 0, "questions_gone": 0,
    }  # fmt: skip
    assert [kind for kind, _ in events()] == ["answer", "regrade"]
    assert run("judge", "retry", "--json").json["judged"] == []


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"LLMPREP_JUDGE_URL": "http://127.0.0.1:9/v1"}, "nothing listens at 127.0.0.1:9"),
        ({"LLMPREP_JUDGE_URL": "http://no-such-host.invalid/v1"}, "no host is called no-such-host.invalid"),
        ({"LLMPREP_JUDGE_URL": "nonsense"}, "'nonsense' is no web address"),
        ({"LLMPREP_JUDGE_URL": "", "OPENAI_API_KEY": ""}, "OPENAI_API_KEY is not set"),
        ({"LLMPREP_JUDGE_MODEL": ""}, "no model is set; give --judge-model"),
    ],
)
def test_settings_that_cannot_work_keep_the_answer_too(
    run: Run, monkeypatch: pytest.MonkeyPatch, changes: dict[str, str], line: str
) -> None:
    for name, value in changes.items():
        monkeypatch.setenv(name, value)
    ran = answer(run)
    assert line in " ".join(ran.err.split())
    assert ran.json["judge"] == "rubric"
    assert [(kind, p["pending_judge"]) for kind, p in events()] == [("answer", True)]


def test_auto_asks_no_one_where_nothing_is_set_up(run: Run, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LLMPREP_JUDGE_MODEL")
    ran = run("answer", "scale", "--text", GOOD, "--json")
    assert (ran.json["judge"], ran.err, server.requests) == ("rubric", "", [])
    assert events()[0][1]["pending_judge"] is False


def test_retry_leaves_what_still_fails_in_the_queue(server: Server, run: Run) -> None:
    server.behave = error(503, "busy")
    answer(run)
    answer(run, "The variance is d_k, I think.")
    ran = run("judge", "retry", "--json")
    assert (ran.status, ran.json["judged"], ran.json["waiting"]) == (3, [], 2)
    assert run("judge", "status", "--json", bank_option=False).json["waiting"] == 2


def test_after_a_lasting_fault_retry_asks_no_more(server: Server, run: Run) -> None:
    server.behave = error(500, "boom")
    for n in range(4):
        answer(run, f"{GOOD} Take {n}.")
    server.requests.clear()
    server.behave = error(401, "no")
    ran = run("judge", "retry", "--json", "--jobs", "1")
    assert (ran.status, ran.json["waiting"], len(server.requests)) == (3, 4, 1)


def test_undone_and_overruled_answers_are_not_retried(server: Server, run: Run) -> None:
    from datetime import UTC, datetime

    server.behave = error(500, "boom")
    answer(run)
    answer(run, "The variance is d_k.")
    with Log.open() as log:
        log.append("undo", "scale", {"event": 1}, at=datetime.now(UTC))
        log.append("override", "scale", {"event": 2, "score": 100, "rating": "easy"}, at=datetime.now(UTC))
    assert run("judge", "retry", "--json").json == {"judged": [], "waiting": 0, "questions_gone": 0}


def test_answers_to_removed_questions_are_counted_and_left(server: Server, run: Run, bank: Path) -> None:
    server.behave = error(500, "boom")
    answer(run)
    text = (bank / "scale.yaml").read_text()
    (bank / "scale.yaml").write_text(text.replace("id: scale", "id: scaled"))
    assert run("judge", "retry", "--json").json["questions_gone"] == 1


def test_status_tells_what_works(server: Server, run: Run) -> None:
    server.behave = lambda h, r: reply(h, '{"ready": true}')
    ran = run("judge", "status", "--json", bank_option=False)
    assert ran.status == 0
    assert (ran.json["ok"], ran.json["output"], ran.json["key"]) == (True, "schema", True)
    assert "structured output" in run("judge", "status", bank_option=False).out


def test_status_tells_what_does_not(server: Server, run: Run) -> None:
    server.behave = error(401, "no")
    ran = run("judge", "status", "--json", bank_option=False)
    assert (ran.status, ran.json["ok"], ran.json["fault"]) == (3, False, "wrong-key")


def test_no_file_holds_the_key(server: Server, run: Run, home: Path) -> None:
    answer(run)
    server.behave = error(401, f"bad {KEY}")
    answer(run, "Something else about variance.")
    for file in home.rglob("*"):
        if file.is_file():
            assert KEY.encode() not in file.read_bytes(), file


def test_a_folder_cannot_have_the_key_sent_to_its_server(
    server: Server, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    folder = tmp_path / "strangers"
    folder.mkdir()
    (folder / "llmprep.toml").write_text(f'judge_model = "toy"\njudge_url = "{server.url}"\n')
    monkeypatch.chdir(folder)
    monkeypatch.delenv("LLMPREP_JUDGE_URL")
    answer(run)
    assert server.keys == ["Bearer none"]
    home.mkdir(exist_ok=True)
    (home / "config.toml").write_text(f'judge_url = "{server.url}"\n')
    answer(run, GOOD + " Really.")
    assert server.keys[-1] == f"Bearer {KEY}"


def test_a_session_does_not_wait_for_a_dead_judge_again_and_again(
    server: Server, question: Free, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    server.behave = error(401, "no")
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    judge = AskingJudge(Settings(judge_model="toy", judge_url=server.url))
    assert judge(question, GOOD, False) is None
    assert judge(question, GOOD + " Again.", False) is None
    assert len(server.requests) == 1
    assert capsys.readouterr().err.count("LLM judge:") == 1


def test_a_passing_fault_does_not_end_judging(server: Server, question: Free, monkeypatch: pytest.MonkeyPatch) -> None:
    server.script(lambda h, r: reply(h, "no json"), lambda h, r: reply(h, honest(r)))
    judge = AskingJudge(Settings(judge_model="toy", judge_url=server.url))
    assert judge(question, GOOD, False) is None
    grade = judge(question, GOOD, True)
    assert grade is not None
    assert (grade.score, grade.rating) == (80.0, "hard")


def started(server: Server, bank: Path, home: Path, *args: str) -> subprocess.Popen[str]:
    """The real program, asking the server."""
    environment = {
        **os.environ, "LLMPREP_HOME": str(home), "OPENAI_API_KEY": KEY, "LLMPREP_JUDGE_MODEL": "toy",
        "LLMPREP_JUDGE_URL": server.url,
    }  # fmt: skip
    command = [sys.executable, "-m", "llmprep", *args, "--bank", str(bank), "--json"]
    return subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def until(condition: Callable[[], object]) -> None:
    for _ in range(300):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("it never came to that")


def test_an_interrupted_retry_keeps_what_was_judged(server: Server, run: Run, bank: Path, home: Path) -> None:
    server.behave = error(500, "boom")
    for n in range(3):
        answer(run, f"{GOOD} Take {n}.")
    server.requests.clear()
    server.script(lambda h, r: reply(h, honest(r)), lambda h, r: time.sleep(8))
    process = started(server, bank, home, "judge", "retry", "--jobs", "1")
    until(lambda: len(server.requests) == 2)
    begin = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert time.monotonic() - begin < 4
    assert (process.returncode, "Traceback" in err) == (130, False)
    assert [kind for kind, _ in events()] == ["answer", "answer", "answer", "regrade"]
    server.speak(honest)
    assert len(run("judge", "retry", "--json").json["judged"]) == 2


def test_ctrl_c_falls_back_to_the_offline_grade(server: Server, bank: Path, home: Path) -> None:
    server.behave = lambda h, r: time.sleep(8)
    process = started(server, bank, home, "answer", "scale", "--text", GOOD, "--judge", "llm")
    until(lambda: server.requests)
    begin = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert time.monotonic() - begin < 4
    assert json.loads(out)["judge"] == "rubric"
    assert "LLM judge: stopped" in err
    assert process.returncode == 0


def test_eval_of_the_offline_grader(server: Server, run: Run) -> None:
    report = run("judge", "eval", "--json").json
    assert report["judge"] == "rubric"
    assert set(report["splits"]) == {"train", "heldout"}
    train = report["splits"]["train"]
    assert (train["answers"], train["kappa"], train["points"]["f1"]) == (3, 1.0, 1.0)
    assert train["red_flags"] == {"precision": 1.0, "recall": 1.0, "raised": 1}
    assert train["per_point"]["scale/variance-grows"]["f1"] == 1.0
    assert all(attack["gained"] == 0 for attack in report["attacks"].values()), report["attacks"]
    assert {"padding", "fake verdict", "pasted rubric", "reversed order"} <= set(report["attacks"])
    assert server.requests == []


def test_eval_of_the_judge_is_paid_for_once(server: Server, run: Run) -> None:
    first = run("judge", "eval", "--judge", "llm", "--json").json
    asked = len(server.requests)
    assert asked > 8
    assert run("judge", "eval", "--judge", "llm", "--json").json == first
    assert len(server.requests) == asked
    assert first["model"] == "toy"
    assert first["splits"]["train"]["points"]["f1"] == 1.0


def test_attacks_gain_nothing_from_a_gullible_model(server: Server, run: Run) -> None:
    server.speak(gullible)
    report = run("judge", "eval", "--judge", "llm", "--json").json
    assert {name: a["gained"] for name, a in report["attacks"].items() if a["gained"]} == {}


def test_eval_with_one_part_and_as_a_table(run: Run) -> None:
    assert set(run("judge", "eval", "--json", "--split", "heldout", "--no-attacks").json["splits"]) == {"heldout"}
    shown = run("judge", "eval").out
    assert "kappa" in shown
    assert "held out" in shown
    assert "keyword soup" in shown


def test_eval_of_a_few_answers_only(server: Server, run: Run) -> None:
    report = run("judge", "eval", "--judge", "llm", "--json", "--no-attacks", "-n", "2").json
    assert sum(part["answers"] for part in report["splits"].values()) == 2
    assert len(server.requests) == 2


def test_an_eval_that_is_cut_short_says_what_to_do(server: Server, run: Run) -> None:
    server.behave = error(401, "no")
    ran = run("judge", "eval", "--judge", "llm")
    assert ran.status == 3
    assert "answers could not be judged" in ran.err
    assert "run it again: what was judged is kept" in ran.err
