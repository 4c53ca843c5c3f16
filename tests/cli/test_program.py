"""How the program ends once torch is in it: at once, but with its status, its output and its last duties."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from llmprep.errors import Exit

ENDS = """
import atexit, sys, types
sys.modules["torch"] = types.ModuleType("torch")
atexit.register(print, "tidied up")
from llmprep.__main__ import program
sys.argv = ["llmprep", *sys.argv[1:]]
program()
"""


def run(*args: str, stdout=subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", ENDS, *args]
    return subprocess.run(command, stdout=stdout, stderr=subprocess.PIPE, text=True, check=False)


@pytest.mark.parametrize(("args", "status"), [(("--version",), 0), (("drill", "show", "no_such_drill"), 2)])
def test_status_and_duties_are_kept(args, status):
    ended = run(*args)
    assert ended.returncode == status
    assert ended.stdout.endswith("tidied up\n")
    assert "Traceback" not in ended.stderr


def test_all_output_arrives():
    ended = run("drill", "list", "--json")
    listed, _, last = ended.stdout.rstrip("\n").rpartition("\n")
    assert last == "tidied up"
    assert listed.endswith("}")
    assert len(listed) > 10_000


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")
def test_a_full_disk_is_said():
    with open("/dev/full", "w") as full:
        ended = run("--version", stdout=full)
    assert ended.stderr.startswith("llmprep: cannot write: No space left on device\n")
    assert ended.returncode == Exit.UNAVAILABLE
