"""Statistics as one self-contained web page: no scripts, no network, light and dark, phone and desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

from llmprep.practice.statistics import Statistics
from llmprep.ui.stats_view import HEAT_STEPS
from llmprep.ui.svg_charts import bar_svg, heat_svg, line_svg

CSS = """
:root { color-scheme: light dark; --bg: #f6f7f9; --card: #fff; --ink: #16181d; --soft: #5b6270; --rule: #e2e5ea;
  --accent: #2257c4; --good: #18794e; --warn: #a15c00; --bad: #c0302b;
  --h0: #e8ebef; --h1: #b7e4c7; --h2: #74c69d; --h3: #40916c; --h4: #1b5e3f; }
@media (prefers-color-scheme: dark) { :root { --bg: #101216; --card: #191c22; --ink: #e8eaee; --soft: #9aa2b1;
  --rule: #2b303a; --accent: #7aa7ff; --good: #4cc38a; --warn: #f0b040; --bad: #ff7d76;
  --h0: #242932; --h1: #1d4a35; --h2: #27734e; --h3: #37a36d; --h4: #6fe0a5; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--ink);
  font: 16px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
main { max-width: 1120px; margin: 0 auto; padding: 20px 16px 40px; }
header { display: flex; flex-wrap: wrap; gap: 4px 14px; align-items: baseline; margin-bottom: 14px; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.02rem; margin: 0 0 2px; }
.soft, .note { color: var(--soft); } .note { font-size: .86rem; margin: 0 0 10px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(128px, 1fr)); gap: 10px; margin-bottom: 14px; }
.tile, section { background: var(--card); border: 1px solid var(--rule); border-radius: 10px; }
.tile { padding: 10px 14px; } .tile b { display: block; font-size: 1.45rem; font-variant-numeric: tabular-nums; }
.tile span { color: var(--soft); font-size: .86rem; }
.cards { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 14px; align-items: start; }
section { padding: 14px 16px 16px; min-width: 0; } .stack { display: grid; gap: 14px; min-width: 0; align-content: start; } .wide { grid-column: 1 / -1; }
@media (max-width: 760px) { .cards { grid-template-columns: minmax(0, 1fr); } }
svg { display: block; width: 100%; height: auto; } .scroll { overflow-x: auto; direction: rtl; } .scroll svg { direction: ltr; margin-right: auto; } svg.heatmap { width: auto; max-width: none; }
.tick { fill: var(--soft); font-size: 11px; } .grid { stroke: var(--rule); } .level { stroke: var(--warn); stroke-dasharray: 5 4; stroke-width: 1.5; }
.line { fill: none; stroke: var(--accent); stroke-width: 2.2; stroke-linejoin: round; } .dot { fill: var(--accent); }
.bar { fill: var(--accent); } .h0 { fill: var(--h0); } .h1 { fill: var(--h1); } .h2 { fill: var(--h2); } .h3 { fill: var(--h3); } .h4 { fill: var(--h4); }
.topic { display: grid; grid-template-columns: minmax(92px, 9.5rem) 1fr 3.2rem; gap: 10px; align-items: center; padding: 3px 0; font-size: .92rem; }
.topic .track { background: var(--h0); border-radius: 5px; height: 12px; overflow: hidden; }
.topic .fill { height: 100%; border-radius: 5px; } .fill.good { background: var(--good); } .fill.warn { background: var(--warn); } .fill.bad { background: var(--bad); }
.topic b { text-align: right; font-variant-numeric: tabular-nums; } .name { overflow-wrap: anywhere; }
.two { columns: 2; column-gap: 34px; } .two .topic { break-inside: avoid; } @media (max-width: 760px) { .two { columns: 1; } }
table { border-collapse: collapse; width: 100%; font-size: .92rem; } td, th { text-align: left; padding: 5px 10px 5px 0; border-top: 1px solid var(--rule); vertical-align: top; overflow-wrap: anywhere; }
th { color: var(--soft); font-weight: 500; border-top: 0; } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
footer { color: var(--soft); font-size: .84rem; margin-top: 18px; }
"""


def stats_page(stats: Statistics) -> str:
    """The whole page."""
    beside = "".join(s for s in (_drills(stats), _interviews(stats)) if s)
    sections = [_mastery(stats), _retention(stats), _load(stats), _heat(stats), _missed(stats)]
    body = "\n".join(s for s in [*sections, f'<div class="stack">{beside}</div>' if beside else ""] if s)
    if not stats.totals.answers and not stats.drills:
        body = '<section class="wide"><p>Nothing to show yet. <code>llmprep quiz</code> is a good start.</p></section>'
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>llmprep: {stats.day}</title>
<style>{CSS}</style>
</head>
<body>
<main>
<header><h1>Where you stand</h1><span class="soft">{_long_day(stats.day)}</span></header>
{_tiles(stats)}
<div class="cards">
{body}
</div>
<footer>Made by llmprep from your own history; the page holds everything and asks for nothing.</footer>
</main>
</body>
</html>
"""


def _long_day(day: date) -> str:
    return f"{day:%A}, {day.day} {day:%B %Y}"


def _short_day(day: date) -> str:
    return f"{day.day} {day:%b}"


def _tiles(stats: Statistics) -> str:
    t, r = stats.totals, stats.retention
    due = stats.load[0][1] if stats.load else 0
    tiles = [
        (str(due), "due today"),
        (str(t.streak), "day in a row" if t.streak == 1 else "days in a row"),
        (f"{t.answers:,}", "answers"),
        (str(t.drills_passed), "drills passed"),
        (f"{t.minutes / 60:.1f} h", "practised"),
        (f"{r.actual:.0%}" if r.actual is not None else "–", "retention"),
    ]
    shown = "".join(f'<div class="tile"><b>{escape(b)}</b><span>{escape(name)}</span></div>' for b, name in tiles)
    return f'<div class="tiles">{shown}</div>'


def _section(title: str, note: str, inner: str, *, wide: bool = False) -> str:
    said = f'<p class="note">{escape(note)}</p>' if note else ""
    return f"<section{' class=wide' if wide else ''}><h2>{escape(title)}</h2>{said}{inner}</section>"


def _mastery(stats: Statistics) -> str:
    rows = []
    for topic in sorted(stats.topics, key=lambda t: -t.mastery):
        kind = "good" if topic.mastery >= 0.75 else "warn" if topic.mastery >= 0.4 else "bad"
        tip = f"{topic.topic}: {topic.seen} of {topic.questions} seen, recall {topic.recall:.0%}, last score {topic.score:.0f}"
        rows.append(
            f'<div class="topic" title="{escape(tip, quote=True)}"><span class="name">{escape(topic.topic)}</span>'
            f'<div class="track"><div class="fill {kind}" style="width:{100 * topic.mastery:.1f}%"></div></div>'
            f"<b>{topic.mastery:.0%}</b></div>"
        )
    note = "Expected share of each topic's questions that you know now; unseen ones count as not known."
    return _section("Mastery by topic", note, f'<div class="two">{"".join(rows)}</div>', wide=True)


def _retention(stats: Statistics) -> str:
    r = stats.retention
    weeks = [w for w in stats.weeks if w.reviews][-26:]
    if r.actual is None or r.predicted is None or not weeks:
        return ""
    points = [(_short_day(w.start), w.recalled, f"week of {w.start}: {w.recalled:.0%} of {w.reviews}") for w in weeks]
    low = min(0.5, *(w.recalled for w in weeks), 0.5)
    marks = [(low, f"{low:.0%}"), ((low + 1) / 2, f"{(low + 1) / 2:.0%}"), (1.0, "100%")]
    chart = line_svg(points, low=low, high=1.0, marks=marks, level=r.target, label="Share recalled by week")
    note = f"{r.actual:.0%} of {r.reviews} reviews recalled; the dashed line is the target, {r.target:.0%}; FSRS expected {r.predicted:.0%}."
    return _section("Retention", note, chart)


def _load(stats: Statistics) -> str:
    bars = [
        ("today" if n == 0 else _short_day(day), float(due), f"{day}: {due} due")
        for n, (day, due) in enumerate(stats.load)
    ]
    note = "Cards that fall due on each day, were nothing else answered; today holds what is overdue."
    return _section("Coming reviews", note, bar_svg(bars, label="Cards due by day"))


def _heat(stats: Statistics) -> str:
    counts = dict(stats.heat)
    first = stats.heat[0][0] if stats.heat else stats.day
    columns: list[list[tuple[int, str] | None]] = []
    months: list[tuple[int, str]] = []
    monday = first
    while monday <= stats.day:
        week: list[tuple[int, str] | None] = []
        for n in range(7):
            day = monday + timedelta(days=n)
            count = counts.get(day, 0)
            week.append(None if day > stats.day else (sum(count >= s for s in HEAT_STEPS), f"{day}: {count} answered"))
        new_month = not columns or monday.month != (monday - timedelta(days=7)).month
        lasts = (monday + timedelta(days=14)).month == monday.month or bool(columns)
        if new_month and lasts and (not months or len(columns) - months[-1][0] > 2):
            months.append((len(columns), f"{monday:%b}"))
        columns.append(week)
        monday += timedelta(days=7)
    note = f"{stats.totals.days} days of practice, the longest streak {stats.totals.longest_streak} days."
    chart = heat_svg(columns, months, label="Answers by day")
    return _section("Calendar", note, f'<div class="scroll">{chart}</div>', wide=True)


def _table(head: Sequence[tuple[str, bool]], rows: Sequence[Sequence[str]]) -> str:
    """Head cells are (name, whether numbers)."""
    cls = [' class="n"' if numbers else "" for _, numbers in head]
    top = "".join(f"<th{c}>{escape(name)}</th>" for (name, _), c in zip(head, cls, strict=True))
    body = "".join(
        "<tr>" + "".join(f"<td{c}>{escape(cell)}</td>" for cell, c in zip(row, cls, strict=True)) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _missed(stats: Statistics) -> str:
    if not stats.missed:
        return ""
    rows = [(m.id, m.topic, str(m.lapses), f"{m.last_score:.0f}") for m in stats.missed]
    return _section(
        "Missed most", "", _table([("question", False), ("topic", False), ("missed", True), ("last", True)], rows)
    )


def _drills(stats: Statistics) -> str:
    if not stats.drills:
        return ""
    rows = [
        (
            ("✓ " if d.passed else "○ ") + d.id,
            str(d.tries),
            f"{d.best_minutes:.0f} min" if d.best_minutes is not None else "",
        )
        for d in stats.drills
    ]
    return _section("Drills", "", _table([("drill", False), ("tries", True), ("best", True)], rows))


def _interviews(stats: Statistics) -> str:
    if not stats.interviews:
        return ""
    points = [
        (_short_day(i.day), i.depth, f"{i.day}: depth {i.depth:.1f}, score {i.score:.0f}") for i in stats.interviews
    ]
    marks = [(float(n), str(n)) for n in range(6)]
    chart = line_svg(points, low=0, high=5, marks=marks, label="Depth of mock interviews")
    return _section("Mock interviews", "Mean depth reached, of 5.", chart)
