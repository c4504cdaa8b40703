"""A small part of `make simulate`: it holds, it is the same for the same seed, and it finds what is broken."""

from __future__ import annotations

import datetime as dt

import pytest

from bench.simulate.many import play_many, shown
from bench.simulate.tokens import Token, Tokens
from kanaal.licensing.rules import announcements

SEED = 20_260


def test_years_of_people_who_forget_in_memory() -> None:
    result = play_many(SEED, agreements=14, years=5)
    assert result.broken == []
    assert result.counts["renewed by itself"]
    assert result.counts["suspended"] + result.counts["ordered while overdue"]
    assert "everything held" in shown(result, 1)


def test_the_same_seed_plays_the_same() -> None:
    one, other = (play_many(SEED, agreements=3, years=3, only=2) for _time in range(2))
    assert one.stories == other.stories
    assert one.stories[0].count("\n") > 5


def test_it_finds_a_licence_that_is_used_a_day_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    def a_day_later(self: Tokens, one: Token, day: dt.date) -> bool:
        says = self.terms.authorising
        return says is not None and (day - one.added).days > says.suspend_after_days + 1

    monkeypatch.setattr(Tokens, "is_suspended", a_day_later)
    result = play_many(SEED, agreements=14, years=5)
    assert result.broken
    assert "one by one" in result.broken[0]
    assert f"--seed {SEED}" in result.broken[0]


def test_it_finds_what_was_never_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from bench.simulate import memory

    def forgets(*args: object, **kwargs: object) -> tuple[announcements.Announcement, ...]:
        found = announcements.due(*args, **kwargs)  # type: ignore[arg-type]
        return tuple(one for one in found if one.happening.kind != "past-due")

    monkeypatch.setattr(memory, "due", forgets)
    result = play_many(SEED, agreements=14, years=5)
    assert any("told of 0 before" in one for one in result.broken)


@pytest.mark.parametrize("index", [1347, 1807, 5147])
def test_a_renewal_goes_back_after_more_was_renewed_than_there_was(index: int) -> None:
    """Three of ten thousand once did not hold: what was renewed by itself went on in place of what came back."""
    result = play_many(20_261_130, agreements=1, years=10, only=index)
    assert result.broken == []
    assert result.counts["renewal returned"]
