"""Pages and bare views in interleaved rounds: whatever the machine does beside us, it does to all of them."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bench import cpu, load
from bench.installation import Installation, database, postmaster
from bench.targets import Target


@dataclass
class Figures:
    """What the rounds found for one address, a value for each round: milliseconds, and requests for a second."""

    app: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    rate: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)
    p95: list[float] = field(default_factory=list)

    @property
    def cpu(self) -> list[float]:
        """CPU of application and database together, for one request."""
        return [a + d for a, d in zip(self.app, self.database, strict=True)]

    @property
    def spread(self) -> float:
        """The machine's noise: how far the rounds lie apart, as a part of their median."""
        return (max(self.cpu) - min(self.cpu)) / median(self.cpu)


@dataclass
class Measured:
    """A page and its bare view at one size of the tables."""

    rows: int
    target: Target
    page: Figures = field(default_factory=Figures)
    bare: Figures = field(default_factory=Figures)

    @property
    def ratio(self) -> float:
        """How many times the bare view's CPU: the median of the rounds' own ratios, so that slow minutes cancel."""
        return median(p / b for p, b in zip(self.page.cpu, self.bare.cpu, strict=True))


@dataclass(frozen=True)
class Plan:
    """How many rounds, and requests of a page in each; bare views are asked more often, for they are short."""

    rounds: int = 5
    pages: int = 100
    bares: int = 400


@dataclass(frozen=True)
class Served:
    """Where to ask, and whose CPU to read: the server's first process and, for PostgreSQL, the database's."""

    port: int
    server: int
    keeper: int | None

    def clocks(self) -> tuple[float, float]:
        """CPU seconds so far: of the application, of the database (on SQLite the application is the database)."""
        return cpu.seconds(self.server), cpu.seconds(self.keeper) if self.keeper else 0.0


def measure(folder: Path, sizes: list[int], plan: Plan) -> list[Measured]:
    """All pages at all sizes, each size with a server and a database of its own, up at the same time."""
    found, keeper = [], postmaster()
    with ExitStack() as stack:
        for rows in sizes:
            url = stack.enter_context(database(f"bench_pages_{rows}"))
            place = Installation(folder / f"pages-{rows}", url)
            targets = place.prepare(rows)
            server = stack.enter_context(place.serving())
            found += [(Measured(rows, target), Served(place.port, server, keeper)) for target in targets]
        for number in range(plan.rounds + 1):
            for one, served in found:
                _round(one, served, plan, warm=number == 0)
    return [one for one, _served in found]


def _round(one: Measured, served: Served, plan: Plan, *, warm: bool) -> None:
    """One turn of a bare view and its page, right after each other. The first round only warms up."""
    part = 4 if warm else 1
    for figures, path, cookie, times in (
        (one.bare, one.target.bare, "", plan.bares),
        (one.page, one.target.page, one.target.cookie, plan.pages),
    ):
        _take(Figures() if warm else figures, served, path, cookie, times // part)


def _take(figures: Figures, served: Served, path: str, cookie: str, times: int) -> None:
    before = served.clocks()
    answered = load.ask(served.port, path, cookie, times)
    app, stored = (now - then for now, then in zip(served.clocks(), before, strict=True))
    count = len(answered.took)
    figures.app.append(app * 1000 / count)
    figures.database.append(stored * 1000 / count)
    figures.rate.append(count / answered.wall)
    figures.p50.append(answered.within(0.5))
    figures.p95.append(answered.within(0.95))
