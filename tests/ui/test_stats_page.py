"""The statistics page: self-contained, well-formed, safe, and fit for a phone (looked at with a real browser)."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from llmprep.practice.home import TopicState
from llmprep.practice.statistics import (
    DrillRecord,
    InterviewPoint,
    Missed,
    Retention,
    Statistics,
    Totals,
    Week,
)
from llmprep.ui.stats_page import stats_page

DAY = date(2026, 11, 24)
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
VOID = {"meta", "br", "hr", "img", "input", "link"}
TOPICS = ("transformers", "attention", "chain-of-thought", "kv-cache", "<b>system</b>-design-with-a-long-name")


def example() -> Statistics:
    topics = tuple(TopicState(t, 20, 4 * n, 0.9 - 0.1 * n, 80.0, n) for n, t in enumerate(TOPICS))
    weeks = tuple(Week(DAY - timedelta(days=7 * n + 1), 20, 0.8 + 0.01 * n, 30, 70.0) for n in reversed(range(12)))
    return Statistics(
        day=DAY,
        totals=Totals(1234, 7, 900.0, 60, 5, 21, 71.0),
        topics=topics,
        retention=Retention(0.9, 0.86, 0.88, 240),
        weeks=weeks,
        load=tuple((DAY + timedelta(days=n), (7 * n) % 13) for n in range(30)),
        heat=tuple((DAY - timedelta(days=n), (5 * n) % 23) for n in reversed(range(365 + 1))),
        missed=(Missed("a-question-with-quite-a-long-identifier", "attention", 7, 12, 20.0, True),),
        drills=(DrillRecord("softmax", 3, True, 9.5, DAY), DrillRecord("rope", 2, False, None, DAY)),
        interviews=(InterviewPoint(DAY, 2.5, 60.0, 28.0), InterviewPoint(DAY + timedelta(days=1), 3.0, 66.0, 30.0)),
    )


class Balanced(HTMLParser):
    """Fails where tags do not match."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [v or "" for k, v in attrs if k in ("src", "href")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [v or "" for k, v in attrs if k in ("src", "href")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def page() -> str:
    return stats_page(example())


def test_the_page_is_well_formed_and_asks_nothing_of_the_network(page: str) -> None:
    parser = Balanced()
    parser.feed(page)
    assert parser.open == []
    assert parser.addresses == []
    assert "<script" not in page
    assert not re.search(r"https?://|url\(|@import", page)
    assert "default-src 'none'" in page


def test_names_from_banks_cannot_inject_markup(page: str) -> None:
    assert "<b>system" not in page
    assert "&lt;b&gt;system&lt;/b&gt;" in page


def test_every_section_is_there_with_its_numbers(page: str) -> None:
    for text in ("Mastery by topic", "Retention", "Coming reviews", "Calendar", "Missed most", "Drills", "Mock interviews",
                 "1,234", "86%", "prefers-color-scheme: dark", "2026-11-24: 0 answered"):  # fmt: skip
        assert text in page, text
    assert page.count("<svg") == 4


def test_an_empty_history_makes_a_friendly_page() -> None:
    empty = Statistics(DAY, Totals(0, 0, 0.0, 0, 0, 0, None), (), Retention(0.9, None, None, 0), (), (), (), (), (), ())
    assert "Nothing to show yet" in stats_page(empty)


@pytest.mark.skipif(BROWSER is None, reason="needs Chromium (Debian: apt install chromium) to look at the page")
@pytest.mark.parametrize("width", [400, 1200])
def test_a_browser_shows_the_page_without_sideways_scrolling(page: str, width: int, tmp_path: Path) -> None:
    measure = (
        "<script>document.body.dataset.measured = [document.documentElement.scrollWidth, innerWidth, "
        "Math.min(...[...document.querySelectorAll('.cards svg:not(.heatmap)')].map(s => s.getBoundingClientRect().width)), "
        "getComputedStyle(document.querySelector('.cards')).gridTemplateColumns.split(' ').length].join()</script></body>"
    )
    file = tmp_path / "page.html"
    file.write_text(re.sub(r"<meta http-equiv[^>]*>", "", page).replace("</body>", measure), encoding="utf-8")
    shot = tmp_path / "page.png"
    options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={tmp_path / 'profile'}",
               f"--window-size={width},2000"]  # fmt: skip
    dump = [str(BROWSER), *options, "--dump-dom", file.as_uri()]
    done = subprocess.run(dump, capture_output=True, text=True, timeout=120, check=True)
    found = re.search(r'data-measured="([\d.,]+)"', done.stdout)
    assert found, done.stderr[-500:]
    scroll, inner, chart, columns = (float(x) for x in found[1].split(","))
    assert scroll <= inner
    assert chart >= 300
    assert columns == (1 if width < 760 else 2)
    subprocess.run(
        [str(BROWSER), *options, f"--screenshot={shot}", file.as_uri()], capture_output=True, timeout=120, check=True
    )
    assert shot.stat().st_size > 20_000
