"""Publishing a release: who may, when it begins, and what happens when two do it at once."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connection, connections

from kanaal.core import clock
from kanaal.core.actors import STRANGER, Actor
from kanaal.core.decisions import NotAllowed
from kanaal.core.models import Event
from kanaal.programme import releases
from kanaal.programme.actions import (
    AT_THE_COMMAND_LINE,
    BeginsBeforeTheLast,
    BeginsInThePast,
    NothingNew,
    Overtaken,
    PackHasFaults,
    publish_release,
)
from kanaal.programme.models import Release
from kanaal.programme.tests.packs import LONG_AGO, changed, media, publish, shipped, with_hue

DAY = dt.timedelta(days=1)


@pytest.mark.django_db
class TestPublishRelease:
    def test_the_first_may_begin_in_the_past_and_keeps_the_whole_pack(self):
        files = shipped("adobe")
        release = publish(files)

        kept = Release.objects.get()
        assert kept == release
        assert (kept.number, kept.name, kept.effective_from) == (1, "Adobe Channel Program", LONG_AGO)
        assert kept.files == files
        assert dict(kept.pack.files) == files

    def test_it_is_recorded_with_the_decision(self):
        release = publish(shipped("adobe"))

        event = Event.objects.get(name="ReleasePublished")
        assert event.about_id == event.release_id == release.pk
        assert event.data["digest"] == release.digest
        assert event.receipt is not None
        assert event.receipt["allowed"] is True

    def test_only_from_the_command_line(self):
        person = Actor(kind="person", person_id=1, name="Anna")
        for actor in (person, STRANGER):
            with pytest.raises(NotAllowed) as refused:
                publish_release(shipped("adobe"), effective_from=LONG_AGO, by=actor)
            assert "command line" in str(refused.value.decision.reasons[0].says)
        assert not Release.objects.exists()
        assert not Event.objects.exists()

    def test_a_pack_with_a_fault_is_refused(self):
        with pytest.raises(PackHasFaults) as refused:
            publish(changed(shipped("adobe"), "programme.toml", "hue = 12", "hue = 400"))
        assert len(refused.value.faults) == 1
        assert not Release.objects.exists()

    def test_a_later_one_may_not_begin_in_the_past(self):
        publish(shipped("adobe"))
        with pytest.raises(BeginsInThePast):
            publish(with_hue(6), clock.now() - DAY)
        assert Release.objects.count() == 1

    def test_the_same_again_is_refused_but_going_back_to_an_older_one_is_not(self):
        publish(shipped("adobe"))
        with pytest.raises(NothingNew):
            publish(shipped("adobe"), clock.now() + DAY)
        publish(with_hue(6), clock.now() + DAY)
        back = publish(shipped("adobe"), clock.now() + 2 * DAY)
        assert back.number == 3

    def test_beginnings_are_in_order_and_a_release_to_come_can_be_replaced(self):
        publish(shipped("adobe"))
        begin = clock.now() + 10 * DAY
        publish(with_hue(6), begin)
        with pytest.raises(BeginsBeforeTheLast):
            publish(with_hue(7), begin - DAY)
        mended = publish(with_hue(5), begin)

        clock.forward(11 * DAY)
        assert releases.current() == mended

    def test_who_has_not_seen_the_last_one_is_told(self):
        publish(shipped("adobe"))
        begin = clock.now() + DAY
        publish_release(with_hue(6), effective_from=begin, by=AT_THE_COMMAND_LINE, after=1)
        with pytest.raises(Overtaken):
            publish_release(with_hue(7), effective_from=begin + DAY, by=AT_THE_COMMAND_LINE, after=1)
        with pytest.raises(Overtaken):
            publish_release(with_hue(7), effective_from=begin + DAY, by=AT_THE_COMMAND_LINE, after=0)
        assert Release.objects.count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", [True, False])
def test_of_two_who_publish_at_once_one_wins(first: bool):
    """Also when nothing has been published yet, and there is no row to lock."""
    seen = 0 if first else publish(shipped("adobe")).number
    begin = clock.now() + DAY
    together = threading.Barrier(2)
    results: list[object] = []

    def one(hue: int) -> None:
        files, given = with_hue(hue), media()
        together.wait()
        try:
            results.append(
                publish_release(files, effective_from=begin, by=AT_THE_COMMAND_LINE, after=seen, media=given)
            )
        except Overtaken as refused:
            results.append(refused)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(hue,)) for hue in (6, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(type(r).__name__ for r in results) == ["Overtaken", "Release"], (results, connection.vendor)
    assert Release.objects.count() == seen + 1
    assert sorted(Release.objects.values_list("number", flat=True)) == list(range(1, seen + 2))
