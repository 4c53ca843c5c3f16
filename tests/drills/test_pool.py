"""A warm worker: what it says of submissions that cannot be used, and what it measures from outside."""

from __future__ import annotations

import pytest
import torch

from llmprep.drills.cases import call, make, script, use
from llmprep.drills.pool import Limits, Worker, WorkerFailed
from llmprep.drills.script import encode
from llmprep.errors import Exit, UserError


def loaded(worker, source: str, entries=("f",)):
    with worker.open(source.encode(), entries=entries) as submission:
        return submission.load


def outcome(worker, source: str, *steps):
    with worker.open(source.encode(), entries=("f",)) as submission:
        assert submission.load.ok, submission.load.message
        (ran,) = submission.run([encode(script(*steps), grads=False, seed=0)])
        return ran.outcomes[-1]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("def f(:\n", "has a syntax error in line 1: invalid syntax"),
        ("x = 1\n", "defines no f"),
        ("f = 3\n", "f is no function or class"),
        (
            "import nothing_like_this\n",
            "stops while it is loaded: ModuleNotFoundError: No module named 'nothing_like_this'",
        ),
        ("import tiktoken\n", "stops while it is loaded: ModuleNotFoundError: No module named 'tiktoken'"),
        ("1 / 0\n", "stops while it is loaded: ZeroDivisionError: division by zero"),
        ("", "defines no f"),
        ("(" * 5000, "is no Python"),
    ],
)
def test_a_submission_that_cannot_be_loaded_says_why(worker, source, message):
    load = loaded(worker, source)
    assert not load.ok
    assert load.message.startswith(message) or "syntax error" in load.message


def test_values_come_back_as_plain_data(worker):
    source = "def f(x):\n    return {'a': [1, 2.5, None], 'b': (x + 1, 'text', b'raw', {1, 2})}\n"
    value = outcome(worker, source, call("f", torch.ones(2))).value
    assert value["a"] == [1, 2.5, None]
    tensor, text, raw, numbers = value["b"]
    assert torch.equal(tensor, torch.full((2,), 2.0))
    assert (text, raw, numbers) == ("text", b"raw", {1, 2})


def test_dataclasses_and_other_honest_code_that_looks_its_module_up_works(worker):
    source = (
        "from __future__ import annotations\nfrom dataclasses import dataclass\nimport inspect\n"
        "@dataclass\nclass Point:\n    x: int\n"
        "def f(x):\n    return [Point(x).x, 'def f' in inspect.getsource(f)]\n"
    )
    assert outcome(worker, source, call("f", 3)).value == [3, True]


def test_an_exception_comes_back_as_names_and_a_message(worker):
    raised = outcome(worker, "def f(x):\n    raise ValueError('n must be positive')\n", call("f", 1)).raised
    assert raised.types[:2] == ("ValueError", "Exception")
    assert raised.message == "n must be positive"


def test_objects_live_from_step_to_step_and_children_do_not_share_them(worker):
    source = "class f:\n    n = 0\n    def add(self, k):\n        f.n += k\n        return f.n\n"
    steps = (make("o", "f"), use("o", "add", 2), use("o", "add", 3))
    assert outcome(worker, source, *steps).value == 5
    assert outcome(worker, source, *steps).value == 5


def test_a_hang_is_stopped_and_the_worker_goes_on(worker):
    with Worker.start(limits=Limits(call_s=1.0)) as short:
        with pytest.raises(WorkerFailed, match=r"did not finish within 1 s; is there an endless loop\?"):
            outcome(short, "def f(x):\n    while True: pass\n", call("f", 1))
        assert outcome(short, "def f(x):\n    return x\n", call("f", 1)).value == 1


def test_processor_time_and_peak_memory_are_read_from_outside(worker):
    source = "import torch\ndef f(n):\n    x = torch.ones(n, n)\n    for _ in range(3):\n        x = x @ x / n\n    return x.sum()\n"
    with worker.open(source.encode(), entries=("f",)) as submission:
        small = submission.measure(*encode(script(call("f", 64)), grads=False, seed=0), of="memory")
        large = submission.measure(*encode(script(call("f", 2048)), grads=False, seed=0), of="memory")
        quick = submission.measure(*encode(script(call("f", 64)), grads=False, seed=0), of="time")
        slow = submission.measure(*encode(script(call("f", 1024)), grads=False, seed=0), of="time")
    assert small.peak_bytes < 4 * 2**20
    assert 28 * 2**20 < large.peak_bytes < 80 * 2**20  # two or three matrices of 16 MiB
    assert slow.cpu_s > 20 * quick.cpu_s


def test_what_a_submission_prints_is_kept_and_cut(worker):
    load = loaded(worker, "print('hello')\nprint('x' * 100_000)\ndef f(): pass\n")
    assert load.output.startswith("hello\nxxx")
    assert load.output.endswith("[cut]")


def test_a_short_print_is_there_as_soon_as_the_call_returns(worker):
    with worker.open(b"def f(x):\n    print('x is', x)\n    return x\n", entries=("f",)) as submission:
        submission.run([encode(script(call("f", 3)), grads=False, seed=0)])
        assert submission.output() == "x is 3\n"


def test_names_are_found_without_running_the_source(worker):
    source = b"import torch.nn.functional as F\nraise SystemExit\ndef f(q):\n    return F.softmax(q, -1)\n"
    with worker.open(source, entries=("f",), scan=True) as submission:
        assert "softmax" in submission.used
    own = b"def softmax(x):\n    return x\ndef f(q):\n    return softmax(q)\n"
    with worker.open(own, entries=("f",), scan=True) as submission:
        assert "softmax" not in submission.used


def test_forbidden_functions_are_seen_however_they_are_called(worker):
    source = "import torch\nname = 'soft' + 'max'\ndef f(x):\n    return getattr(torch, name)(x, -1)\n"
    with worker.open(source.encode(), entries=("f",)) as submission:
        case = encode(script(call("f", torch.ones(2, 2))), grads=False, seed=0)
        (ran,) = submission.run([case], watch=["softmax"])
    assert ran.called == {"softmax"}


def test_an_unknown_isolation_is_wrong_usage():
    with pytest.raises(UserError) as caught, Worker.start(isolation="magic"):
        pass
    assert caught.value.exit_status == Exit.MISUSE


def test_strict_refuses_where_nothing_confines(monkeypatch):
    from llmprep.drills import sandbox

    monkeypatch.setattr(sandbox, "sandlock_problem", lambda: "the kernel is too old")
    monkeypatch.setattr(sandbox, "bubblewrap_problem", lambda: "bubblewrap is not installed")
    assert sandbox.choose("auto") == "limits"
    with pytest.raises(UserError) as caught:
        sandbox.choose("strict")
    assert caught.value.exit_status == Exit.UNAVAILABLE
    assert caught.value.lines[:2] == ("the kernel is too old", "bubblewrap is not installed")


def test_answers_come_one_by_one_and_the_case_that_ends_the_process_is_known(worker):
    source = "import os\ndef f(x):\n    return x + 1 if x < 3 else os._exit(7)\n"
    cases = [encode(script(call("f", x)), grads=False, seed=0) for x in (1, 2, 3, 4)]
    with worker.open(source.encode(), entries=("f",)) as submission:
        answers = submission.start(cases, repeat=[False, True, False, False])
        first, second = next(answers), next(answers)
        assert [first.outcomes[0].value, second.outcomes[0].value] == [2, 3]
        assert first.again is None
        assert second.again[0].value == 3
        with pytest.raises(WorkerFailed, match="exit status 7"):
            next(answers)


def test_each_case_has_its_own_time(worker):
    source = "import time\ndef f(x):\n    time.sleep(x)\n    return x\n"
    cases = [encode(script(call("f", 0.3)), grads=False, seed=0)] * 3
    limits, worker.limits = worker.limits, Limits(call_s=0.6)
    try:
        with worker.open(source.encode(), entries=("f",)) as submission:
            assert [r.outcomes[0].value for r in submission.start(cases, repeat=[False] * 3)] == [0.3] * 3
    finally:
        worker.limits = limits
