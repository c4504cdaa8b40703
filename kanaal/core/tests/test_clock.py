"""The business's clock: movable, forward only, the same for all processes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kanaal.core import clock
from kanaal.core.models import ClockShift

NEAR = dt.timedelta(seconds=30)
SHIFTS = st.timedeltas(min_value=dt.timedelta(0), max_value=dt.timedelta(days=400))


def ahead() -> dt.timedelta:
    return clock.now() - clock.machine_now()


class TestForward(TestCase):
    @given(st.lists(SHIFTS, max_size=5))
    def test_moves_add_up_and_another_process_reads_them(self, moves: list[dt.timedelta]) -> None:
        ClockShift.objects.all().delete()
        for move in moves:
            clock.forward(move)
        clock._set(0)  # as a process that has not looked yet
        clock.refresh()
        whole = sum((dt.timedelta(seconds=int(m.total_seconds())) for m in moves), dt.timedelta(0))
        assert abs(ahead() - whole) < NEAR


@pytest.mark.django_db
class TestRefusing:
    def test_it_never_runs_back(self) -> None:
        clock.forward(dt.timedelta(days=2))
        with pytest.raises(clock.ClockRunsForward):
            clock.forward(-dt.timedelta(days=1))
        clock.refresh()
        assert abs(ahead() - dt.timedelta(days=2)) < NEAR

    def test_a_real_installation_has_no_movable_clock(self, settings) -> None:
        clock.forward(dt.timedelta(days=2))
        settings.KANAAL_CLOCK_MOVABLE = False
        with pytest.raises(clock.ClockNotMovable):
            clock.forward(dt.timedelta(days=1))
        assert ClockShift.objects.get().seconds == 2 * 86_400

    def test_a_hundred_years_are_the_most(self) -> None:
        clock.forward(clock.FARTHEST - dt.timedelta(days=1))
        with pytest.raises(clock.ClockTooFar):
            clock.forward(dt.timedelta(days=2))
        clock.refresh()
        assert clock.now().year < 2200

    def test_visitors_of_the_demo_cannot_pass_it_either(self, client) -> None:
        clock.forward(clock.FARTHEST)
        assert client.post("/demo/clock/", {"days": "400"}).status_code == 404


@pytest.mark.django_db
class TestTheCommand:
    @pytest.mark.parametrize(("typed", "days"), [("30d", 30), ("48h", 2), ("2w", 14), ("1440m", 1)])
    def test_forward_says_the_new_time(self, typed: str, days: int, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("clock", "forward", typed)
        then = clock.machine_now() + dt.timedelta(days=days)
        assert f"{then:%Y-%m-%d}" in capsys.readouterr().out

    @pytest.mark.parametrize("arguments", [("back", "1d"), ("forward", "99999w"), ("forward", "soon"), ("forward",)])
    def test_what_it_refuses_changes_nothing(self, arguments: tuple[str, ...]) -> None:
        with pytest.raises(CommandError, match=r"never back|hundred years|Write it like"):
            call_command("clock", *arguments)
        clock.refresh()
        assert abs(ahead()) < NEAR


def test_a_demos_past_is_lived_by_one_process_and_over_afterwards(settings: Any) -> None:
    before = clock.now()
    with clock.lived(dt.timedelta(days=84)):
        assert dt.timedelta(days=83, hours=23) < before - clock.now() < dt.timedelta(days=84, seconds=5)
    assert clock.now() >= before


def test_an_installation_on_real_time_has_no_such_past(settings: Any) -> None:
    settings.KANAAL_CLOCK_MOVABLE = False
    with pytest.raises(clock.ClockNotMovable), clock.lived(dt.timedelta(days=1)):
        pass
