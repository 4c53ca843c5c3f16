"""How long the bank takes: reading it cold and warm against starting Python, checking it, grading answers."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from statistics import median

from llmprep.answers.ask import ask, grade_answer
from llmprep.answers.asked import UnreadableAnswer
from llmprep.bank.check import check_bank
from llmprep.bank.load import read_bank

RUNS = 7
LOAD = "from llmprep.bank.load import read_bank; bank, _ = read_bank(); assert len(bank)"


def seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """The median time of some runs."""
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return median(times)


def started(code: str, home: str) -> float:
    """The median time of a fresh interpreter that runs this code."""
    environment = {**os.environ, "LLMPREP_HOME": home}
    return seconds(lambda: subprocess.run([sys.executable, "-c", code], env=environment, check=True))


def main() -> None:
    """Print the table."""
    bank, _ = read_bank()
    with tempfile.TemporaryDirectory() as home:
        bare = started("pass", home)
        cold = started(f"from llmprep.bank import cache; cache.write_cache = lambda *_: None; {LOAD}", home)
        started(LOAD, home)
        warm = started(LOAD, home)
    asked = [ask(question, 1) for question in bank]

    def grade_all() -> None:
        for each in asked:
            with suppress(UnreadableAnswer):
                grade_answer(each, each.answer or "a")

    grade_all()  # compiles the patterns
    graded, checked = seconds(grade_all, 3), seconds(lambda: check_bank(bank), 1)
    print(f"The bank ({len(bank)} questions)")
    print(f"  python -c pass          {bare * 1000:7.0f} ms")
    print(f"  read it cold            {cold * 1000:7.0f} ms   {cold / bare:5.1f} x python")
    print(f"  read it warm            {warm * 1000:7.0f} ms   {warm / bare:5.1f} x python")
    print(f"  grade a model answer    {graded / len(asked) * 1000:7.2f} ms")
    print(f"  check a question        {checked / len(asked) * 1000:7.2f} ms")


if __name__ == "__main__":
    main()
