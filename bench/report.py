"""The tables that are printed."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from bench.importing import Imported
from bench.pages import Figures, Measured

HEAD = (
    "",
    "partners",
    "queries",
    "CPU ms",
    "of it db",
    "per s and core",
    "p50 ms",
    "p95 ms",
    "per s",
    "noise",
    "× bare",
)


def pages(title: str, measured: Sequence[Measured]) -> str:
    """Each page above its bare view. CPU is application and database together."""
    lines: list[Sequence[str]] = [HEAD]
    for one in sorted(measured, key=lambda m: (m.target.page, m.rows)):
        lines.append((one.target.name, f"{one.rows:,}", str(one.target.queries), *_row(one.page), f"{one.ratio:.1f}"))
        lines.append(("  bare view", f"{one.rows:,}", "1", *_row(one.bare), ""))
    return f"{title}\n{table(lines)}\n\n{growth(measured)}"


def _row(figures: Figures) -> list[str]:
    cost = median(figures.cpu)
    return [
        f"{cost:.2f}", f"{median(figures.database):.2f}", f"{1000 / cost:.0f}", f"{median(figures.p50):.1f}",
        f"{median(figures.p95):.1f}", f"{median(figures.rate):.0f}", f"±{figures.spread / 2:.0%}",
    ]  # fmt: skip


def growth(measured: Sequence[Measured]) -> str:
    """How a page's cost changes from the smallest to the largest tables."""
    lines: list[Sequence[str]] = [("from the smallest to the largest", "CPU", "queries", "bare view's CPU")]
    for name in dict.fromkeys(one.target.name for one in measured):
        same = sorted((one for one in measured if one.target.name == name), key=lambda m: m.rows)
        first, last = same[0], same[-1]
        if first is not last:
            page, bare = (_change(a, b) for a, b in ((first.page, last.page), (first.bare, last.bare)))
            lines.append((name, page, f"{last.target.queries - first.target.queries:+d}", bare))
    return table(lines) if len(lines) > 1 else "One size only: growth was not measured."


def _change(first: Figures, last: Figures) -> str:
    """The median of the rounds' own changes: the two sizes were asked within seconds of each other."""
    return f"{median(b / a - 1 for a, b in zip(first.cpu, last.cpu, strict=True)):+.0%}"


def imports(title: str, runs: Sequence[Imported]) -> str:
    head = (
        "",
        "rows",
        "seconds",
        "rows/s",
        "CPU s",
        "of it db",
        "rows per CPU s",
        "own memory MB",
        "with mapped files",
    )
    lines: list[Sequence[str]] = [head]
    for run in runs:
        what = "import --apply" if run.apply else "dry run"
        lines.append(
            (what, f"{run.rows:,}", f"{run.seconds:.1f}", f"{run.rate:.0f}", f"{run.cost:.1f}", f"{run.database:.1f}",
             f"{run.rows / run.cost:.0f}", f"{run.own / 1e6:.0f}", f"{run.peak / 1e6:.0f}")
        )  # fmt: skip
    return f"{title}\n{table(lines)}"


def table(lines: Sequence[Sequence[str]]) -> str:
    """Columns under each other: the first to the left, figures to the right."""
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    shown = ("  ".join(c.rjust(w) if i else c.ljust(w) for i, (c, w) in enumerate(zip(line, widths, strict=True)))
             for line in lines)  # fmt: skip
    return "\n".join(line.rstrip() for line in shown)
