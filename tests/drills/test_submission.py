"""Reading a submission: only an ordinary small text file, and a clear word about everything else."""

from __future__ import annotations

import os

import pytest

from llmprep.drills.submission import MAX_BYTES, SubmissionUnreadable, read_submission


def why(path) -> str:
    with pytest.raises(SubmissionUnreadable) as caught:
        read_submission(path)
    return str(caught.value).removeprefix(f"{path}")


def test_a_text_file_is_read_as_it_is(tmp_path):
    path = tmp_path / "a.py"
    path.write_bytes("π = 3\n".encode())
    assert read_submission(path) == "π = 3\n".encode()


def test_a_missing_file(tmp_path):
    assert why(tmp_path / "none.py") == ": there is no such file"


def test_a_directory(tmp_path):
    assert why(tmp_path) == ": is a directory, not a file"


def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "real.py").write_text("x = 1\n")
    (tmp_path / "link.py").symlink_to(tmp_path / "real.py")
    assert why(tmp_path / "link.py") == ": is a symbolic link; name the file itself"


def test_a_pipe_does_not_block(tmp_path):
    os.mkfifo(tmp_path / "pipe.py")
    assert why(tmp_path / "pipe.py") == ": is a pipe, not a file"


def test_a_huge_file(tmp_path):
    (tmp_path / "huge.py").write_bytes(b"#" * (MAX_BYTES + 1))
    assert why(tmp_path / "huge.py") == ": is larger than 256 KiB, too large for a submission"


def test_a_binary_file(tmp_path):
    (tmp_path / "binary.py").write_bytes(b"\x7fELF\x00\x01")
    assert why(tmp_path / "binary.py") == ": is a binary file, not Python source"


def test_a_file_in_another_encoding_is_located(tmp_path):
    (tmp_path / "latin.py").write_bytes("x = 1\ny = 'é'\n".encode("latin-1"))
    assert why(tmp_path / "latin.py") == ":2: is not UTF-8 text"
