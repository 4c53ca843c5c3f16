"""Bubblewrap: when it is said not to work and why, and what its command holds."""

from __future__ import annotations

import os

import pytest

from llmprep.drills import bubblewrap, sandbox
from llmprep.errors import Exit, UserError


@pytest.fixture
def fake_bwrap(tmp_path, monkeypatch):
    """Puts a bwrap in place that ends as it is told to."""

    def make(script: str) -> None:
        path = tmp_path / "bwrap"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
        bubblewrap._refusal.cache_clear()

    yield make
    bubblewrap._refusal.cache_clear()


@pytest.fixture
def no_sandlock(monkeypatch):
    monkeypatch.setattr(sandbox, "sandlock_problem", lambda: "no sandlock")


def test_bubblewrap_that_is_not_installed_comes_with_the_install_line(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "apt install bubblewrap" in (bubblewrap.problem() or "")


@pytest.mark.parametrize(
    ("switch", "value", "told"),
    [
        ("max_user_namespaces", "0", "user namespaces are off; `sudo sysctl user.max_user_namespaces"),
        ("unprivileged_userns_clone", "0", "off for ordinary users; `sudo sysctl kernel.unprivileged_userns_clone=1`"),
        ("apparmor_restrict_unprivileged_userns", "1", "AppArmor keeps ordinary users' programs"),
        ("", "", "in a container, start that with them allowed"),
    ],
)
def test_bubblewrap_that_the_kernel_refuses_says_which_setting_it_is(
    switch, value, told, fake_bwrap, tmp_path, monkeypatch, no_sandlock
):
    fake_bwrap("echo 'bwrap: setting up uid map: Permission denied' >&2; exit 1")
    (tmp_path / "setting").write_text(f"{value}\n")
    switches = [
        (str(tmp_path / "setting") if switch and path.endswith("/" + switch) else str(tmp_path / "none"), off, what)
        for path, off, what in bubblewrap.SWITCHES
    ]
    monkeypatch.setattr(bubblewrap, "SWITCHES", switches)
    found = bubblewrap.problem() or ""
    assert found.startswith("bubblewrap cannot start here (setting up uid map: Permission denied): ")
    assert told in found
    assert sandbox.choose("auto") == "limits"
    for wanted in ("bubblewrap", "strict"):
        with pytest.raises(UserError) as caught:
            sandbox.choose(wanted)
        assert caught.value.exit_status == Exit.UNAVAILABLE
        assert found in caught.value.lines


def test_an_older_bubblewrap_does_without_the_ban_on_namespaces(fake_bwrap):
    fake_bwrap('case "$*" in *--disable-userns*) echo "bwrap: Unknown option --disable-userns" >&2; exit 1;; esac')
    place = sandbox.Place(["python"], ["/usr/lib", "/proc/cpuinfo"], ["/tmp"], "/tmp", {"A": "b"})
    assert bubblewrap.problem() is None
    assert "--disable-userns" not in bubblewrap.command(place)
    fake_bwrap("exit 0")
    made = bubblewrap.command(place)
    assert "--disable-userns" in made
    assert "/proc/cpuinfo" not in made, "the new /proc has it"
