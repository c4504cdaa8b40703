"""What the clock does for an agreement: told once, written down once, late rather than never; and nothing too much."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kanaal.core import clock
from kanaal.core.decisions import NotAllowed
from kanaal.core.jobs.worker import drain
from kanaal.core.models import Mail
from kanaal.licensing import keeping, nightly
from kanaal.licensing.actions.seeing_to import caught_up, see_to_agreement
from kanaal.licensing.columns import KEPT
from kanaal.licensing.foresight import surprises
from kanaal.licensing.knowing import facts_of, today_of
from kanaal.licensing.models import Addition, AdditionPart, Agreement, Notice, NoticeTo, Renewal, RenewalSetting
from kanaal.licensing.panels import my_announcements
from kanaal.licensing.reactions import forget_readers
from kanaal.people.models import Person
from kanaal.programme import releases
from tests import world, world_licences

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def told(made: Agreement) -> list[tuple[str, int, bool]]:
    rows = Notice.objects.filter(agreement=made).order_by("pk")
    return [(about, days, late) for about, days, late in rows.values_list("about", "days_before", "late")]


def readers() -> set[tuple[str, str]]:
    return set(NoticeTo.objects.exclude(email="").values_list("role", "email"))


def days(number: int, *, look: bool = True) -> None:
    """So many days go by; on each the clock makes its round."""
    for _day in range(number):
        clock.forward(DAY)
        if look:
            nightly.go_round()


def waterrijk(**fields: Any) -> Agreement:
    made = world_licences.agreement(**fields)
    world_licences.eva(made)
    return made


def marketplace(name: str = "Omroep Vuurtoren") -> Agreement:
    return waterrijk(name=name, terms="marketplace", number=f"VMP-{5000 + Agreement.objects.count()}")


class TestSeeToAgreement:
    def test_each_is_told_once_to_those_whom_the_pack_names(self) -> None:
        made = waterrijk()
        world_licences.add(made, 4)
        days(62)
        assert told(made) == [
            ("overdue", 7, False), ("overdue", 1, False), ("overdue", 0, False), ("suspended", 14, False),
            ("suspended", 3, False), ("suspended", 0, False),
        ]  # fmt: skip
        assert readers() == {("reseller", world.anna().email), ("customer", world.eva().email)}
        by_days = NoticeTo.objects.filter(notice__about="overdue", notice__days_before=7)
        assert {one.role for one in by_days} == {"reseller"}

    def test_whom_it_can_not_reach_is_written_down(self) -> None:
        made = world_licences.agreement()
        world_licences.add(made, 4)
        Person.objects.filter(pk=world.anna().pk).update(is_active=False)
        days(31)
        missing = NoticeTo.objects.filter(email="")
        assert {(one.role, one.why) for one in missing} == {("reseller", "closed"), ("customer", "nobody")}
        assert not Mail.objects.filter(name="happenings_announced").exists()

    def test_of_whoever_is_erased_stays_only_that_somebody_was_told(self) -> None:
        made = waterrijk()
        world_licences.add(made, 4, ago=30)
        see_to_agreement(made)
        eva = world.eva()
        assert my_announcements(eva).rows[0]["agreement"] == made.number
        forget_readers(eva, None)  # type: ignore[arg-type]  # it needs nothing of what else was erased
        assert my_announcements(eva).rows == []
        row = NoticeTo.objects.get(role="customer")
        assert (row.name, row.email, row.person_id) == ("", "", None)
        assert row.mail_id is not None
        clock.forward(DAY)
        assert surprises([made], world_licences.day(0), world_licences.day(0)) == [], "it was told all the same"

    def test_twice_on_a_day_is_as_once(self) -> None:
        made = waterrijk()
        world_licences.add(made, 4, ago=24)
        for _time in range(3):
            see_to_agreement(made)
        assert told(made) == [("overdue", 7, False)]
        assert Mail.objects.filter(name="happenings_announced").count() == 1
        assert len(world.happened("HappeningsAnnounced")) == 1

    def test_a_week_without_the_clock_comes_to_the_same_as_a_round_each_day(self) -> None:
        made = waterrijk()
        world_licences.add(made, 4, ago=22)
        days(9, look=False)
        nightly.go_round()
        assert told(made) == [("overdue", 0, False)], "day 31 is today"
        made.refresh_from_db()
        kept = {name: getattr(made, name) for name in KEPT}
        keeping.keep(made)
        made.refresh_from_db()
        assert {name: getattr(made, name) for name in KEPT if name != "look_on"} == {
            name: value for name, value in kept.items() if name != "look_on"
        }

    def test_what_the_clock_missed_is_told_late_and_says_so(self) -> None:
        made = waterrijk()
        world_licences.add(made, 4, ago=22)
        days(12, look=False)
        nightly.go_round()
        assert told(made) == [("overdue", 0, True)]
        mail = Mail.objects.filter(name="happenings_announced").first()
        assert mail is not None
        assert "te laat" in mail.text or "clock of this installation was late" in mail.text

    def test_what_renews_by_itself_is_written_down_once(self) -> None:
        made = marketplace()
        world_licences.add(made, 12, ordered=12)
        days(365 + 366)
        rows = Renewal.objects.filter(agreement=made)
        cycle = [made.begins.replace(year=made.begins.year + n) for n in (1, 2)] if made.begins else []
        assert [(one.quantity, one.anniversary, one.automatic) for one in rows.order_by("anniversary")] == [
            (12, day, True) for day in cycle
        ]
        with pytest.raises(IntegrityError), transaction.atomic():
            first = rows[0]
            first.pk = None
            first.save(force_insert=True)
        assert len(world.happened("LicencesRenewedThemselves")) == 2

    def test_before_it_is_written_down_it_is_known_already(self) -> None:
        made = marketplace()
        world_licences.add(made, 12, ordered=12)
        clock.forward(dt.timedelta(days=366))
        known = facts_of(made)
        assert known is not None
        assert [(one.quantity, one.number) for one in known.renewals] == [(12, "")]
        nightly.go_round()
        written = facts_of(made)
        assert written is not None
        assert [one.quantity for one in written.renewals] == [12]
        assert written.renewals[0].number

    def test_a_setting_of_today_changes_nothing_that_days_before_decided(self) -> None:
        made = marketplace()
        world_licences.add(made, 12, ordered=12)
        clock.forward(dt.timedelta(days=368))  # the clock is late; on the anniversary all of it renewed
        made.refresh_from_db()
        caught_up(made)
        RenewalSetting.objects.create(agreement=made, sku=world_licences.SKU, enabled=False)
        keeping.keep(Agreement.objects.get(pk=made.pk))
        nightly.go_round()
        assert [one.quantity for one in Renewal.objects.filter(agreement=made)] == [12]

    def test_only_the_clock_does_so_and_only_for_what_is_in_force(self) -> None:
        made = waterrijk()
        world_licences.add(made, 4, ago=24)
        with pytest.raises(NotAllowed):
            see_to_agreement(made, by=world.actor(world.anna()))
        Agreement.objects.filter(pk=made.pk).update(state="cancelled", cancelled_on=today_of(made))
        days(10)
        assert see_to_agreement(made) == []
        assert told(made) == []


def test_the_date_that_lists_show_moves_even_where_nothing_is_left() -> None:
    made = waterrijk()
    one = world_licences.add(made, 4)
    AdditionPart.objects.create(addition=one, kind="removed", on=one.added, quantity=4, at=clock.now())
    keeping.keep(made)
    days(2 * 366)
    made.refresh_from_db()
    kept = {name: getattr(made, name) for name in KEPT if name != "look_on"}
    keeping.keep(made)
    assert {name: getattr(made, name) for name in KEPT if name != "look_on"} == kept
    assert told(made) == []


class TestAtOnce:
    def test_who_adds_licences_the_day_before_they_end_hears_of_it_at_once(self) -> None:
        made = marketplace()
        Agreement.objects.filter(pk=made.pk).update(renews_itself=False)
        made.refresh_from_db()
        world_licences.add(made, 10, ordered=10)
        days(364)
        drain()
        before = Notice.objects.filter(about="goes").count()
        one = Addition.objects.create(
            agreement=made, number="PA-X", sku=world_licences.SKU, quantity=3, added=today_of(made),
            added_at=clock.now(), partner=made.partner,
        )  # fmt: skip
        AdditionPart.objects.create(addition=one, kind="ordered", on=today_of(made), quantity=3, at=clock.now())
        made.refresh_from_db()
        keeping.keep(made)
        assert made.look_on == today_of(made)
        drain()
        assert Notice.objects.filter(about="goes").count() == before + 1
        latest = Notice.objects.latest("pk")
        assert (latest.quantity, latest.days_before) == (13, 7)
        made.refresh_from_db()
        assert made.look_on is not None
        assert made.look_on > today_of(made)


class TestRound:
    def test_what_is_not_due_is_not_read(self, django_assert_max_num_queries: Any) -> None:
        for number in range(3):
            world_licences.add(waterrijk(name=f"Klant {number}"), 4, ordered=4)
        Agreement.objects.update(look_on=world_licences.day(-5))
        with django_assert_max_num_queries(1):
            done = nightly.go_round()
        assert (done.looked, done.acted) == (0, 0)

    def test_a_day_that_only_moves_lists_costs_the_same_for_many(self, django_assert_max_num_queries: Any) -> None:
        for number in range(6):
            world_licences.add(waterrijk(name=f"Klant {number}"), 4, ordered=4)
        Agreement.objects.update(look_on=world_licences.day(0))
        with releases.steady(), django_assert_max_num_queries(16):
            done = nightly.go_round()
        assert (done.looked, done.acted) == (6, 0)
        assert not Agreement.objects.filter(look_on__lte=world_licences.day(0)).exists()

    def test_one_that_fails_keeps_no_other_from_its_turn(self, monkeypatch: pytest.MonkeyPatch) -> None:
        good, bad = waterrijk(name="Goed"), waterrijk(name="Fout")
        for one in (good, bad):
            world_licences.add(one, 4, ago=24)
        from kanaal.licensing.actions import seeing_to

        real = seeing_to._tell

        def breaks(agreement: Agreement, *rest: Any) -> Any:
            if agreement.pk == bad.pk:
                raise RuntimeError("the mail's words are broken")
            return real(agreement, *rest)

        with monkeypatch.context() as broken:
            broken.setattr(seeing_to, "_tell", breaks)
            with pytest.raises(ExceptionGroup):
                nightly.go_round()
        assert told(good) == [("overdue", 7, False)]
        assert told(bad) == []
        nightly.go_round()
        assert told(bad) == [("overdue", 7, False)]
