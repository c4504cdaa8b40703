"""What a renewal comes to is made anew when other prices begin: by their own day, or by a release."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from kanaal.core import clock
from kanaal.core.jobs.models import Job
from kanaal.licensing import nightly
from kanaal.licensing.columns import look_at_other_prices
from kanaal.licensing.models import Agreement
from kanaal.programme.actions import publish_release
from kanaal.programme.folder import read_folder
from tests import world, world_licences

pytestmark = pytest.mark.django_db
ADOBE = Path(__file__).resolve().parents[3] / "programmes" / "adobe"


def dated(first_until: int) -> str:
    """The prices of the pack: of its two latest lists one holds so many days more, the other from then on."""
    text = (ADOBE / "pricing.toml").read_text()
    until = world_licences.day(-first_until)
    days = sorted(set(re.findall(r"valid_from = (\S+)\nvalid_until = (\S+)", text)))
    lasts = {days[-2]: (dt.date(2020, 1, 1), until), days[-1]: (until + dt.timedelta(days=1), dt.date(2099, 12, 31))}
    for place, (begins, ends) in enumerate(days):
        past = dt.date(2010 + place, 1, 1), dt.date(2010 + place, 12, 31)
        since, last = lasts.get((begins, ends), past)
        text = text.replace(
            f"valid_from = {begins}\nvalid_until = {ends}", f"valid_from = {since}\nvalid_until = {last}"
        )
    return text


def renewing() -> Agreement:
    """Four licences that come up for renewal in eleven months."""
    made = world_licences.agreement("Klant van prijzen")
    world_licences.add(made, 4, ago=30, ordered=4)
    made.refresh_from_db()
    return made


def test_a_list_that_begins_is_seen_on_its_first_day() -> None:
    world.published()
    world.published_with_file("pricing.toml", dated(10))
    made = renewing()
    before = made.renewal_value
    assert before
    assert made.look_on == world_licences.day(-11)
    clock.forward(dt.timedelta(days=11))
    nightly.go_round()
    made.refresh_from_db()
    assert made.renewal_value not in (0, before)
    assert made.look_on is not None
    assert made.look_on > world_licences.day(0)


def test_a_release_with_other_prices_has_all_renewals_seen_to() -> None:
    world.published()
    world.published_with_file("pricing.toml", dated(300))
    made = renewing()
    before = made.renewal_value
    other = world.published_with_file("pricing.toml", dated(-1))
    assert look_at_other_prices(other) == 1
    nightly.go_round()
    made.refresh_from_db()
    assert made.renewal_value not in (0, before)


def test_a_release_that_changes_other_things_moves_nothing() -> None:
    world.published()
    made = renewing()
    other = world.published_with(draft_reminder_days="[4]")
    assert look_at_other_prices(other) == 0
    assert Agreement.objects.get(pk=made.pk).look_on == made.look_on


def test_it_is_asked_for_when_a_release_begins() -> None:
    world.published()
    files, _faults = read_folder(ADOBE)
    begins = clock.now() + dt.timedelta(days=3)
    made = publish_release(
        dict(files) | {"pricing.toml": dated(10)}, effective_from=begins, by=world.actor(world.vera())
    )
    job = Job.objects.get(task__endswith="look_at_other_prices")
    assert job.args["args"] == [made.pk]
    assert abs(job.run_at - begins) < dt.timedelta(minutes=1)
