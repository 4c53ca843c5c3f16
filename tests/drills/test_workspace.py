"""The learner's file is written once and never lost."""

from __future__ import annotations

import pytest

from llmprep.drills import workspace
from llmprep.drills.catalogue import load_drills
from llmprep.errors import UserError

DRILL = load_drills().get("relu")


def test_the_starter_is_written_where_one_works(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    started = workspace.start(DRILL)
    assert started.fresh
    assert (tmp_path / "relu.py").read_text() == DRILL.starter


def test_work_is_never_overwritten(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text("work")
    assert not workspace.start(DRILL, path).fresh
    assert path.read_text() == "work"


def test_a_reset_keeps_every_backup(tmp_path):
    path = tmp_path / "relu.py"
    for number in (1, 2, 3):
        path.write_text(f"work {number}")
        started = workspace.start(DRILL, path, reset=True)
        assert started.backup.name == f"relu.{number}.bak"
        assert path.read_text() == DRILL.starter
    assert [(tmp_path / f"relu.{n}.bak").read_text() for n in (1, 2, 3)] == ["work 1", "work 2", "work 3"]


def test_a_folder_means_a_file_in_it(tmp_path):
    assert workspace.start(DRILL, tmp_path).path == tmp_path / "relu.py"


def test_a_place_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError) as caught:
        workspace.start(DRILL, tmp_path / "file" / "relu.py")
    assert "cannot be written" in caught.value.message
