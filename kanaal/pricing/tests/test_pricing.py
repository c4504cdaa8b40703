"""Taking, opening, closing and telling price lists: one class for each action."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import pytest

from kanaal.catalogue.books import PriceList, catalogue
from kanaal.core import clock
from kanaal.core.actors import CLOCK
from kanaal.core.decisions import NotAllowed
from kanaal.core.spreadsheets import csv_lines, xlsx
from kanaal.pricing import actions
from kanaal.pricing.models import Announcement, PriceListGrant
from kanaal.pricing.queries import judged_for, readers_of
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def late_in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC))


def published(book: str = "emea-gold", publication: str = "q1-2027") -> PriceList:
    world.published()
    found = catalogue().list(book, publication)
    assert found is not None
    return found


def grant(book: str = "emea-education") -> PriceListGrant:
    return actions.grant_price_list(world.lindeboom(), book=book, by=world.actor(world.vera()))


class TestTakePriceList:
    def test_says_who_took_which(self) -> None:
        actions.take_price_list(published(), world.lindeboom(), format="csv", by=world.actor(world.anna()))
        [event] = world.happened("PriceListTaken")
        assert (event.data["book"], event.actor_id) == ("emea-gold", world.anna().pk)

    def test_anothers_list_is_refused(self) -> None:
        with pytest.raises(NotAllowed, match="Registered"):
            actions.take_price_list(
                published("emea-entry"), world.lindeboom(), format="csv", by=world.actor(world.anna())
            )
        assert not world.happened("PriceListTaken")

    def test_a_colleague_who_may_not_enter_takes_none(self) -> None:
        with pytest.raises(NotAllowed):
            actions.take_price_list(published(), world.lindeboom(), format="csv", by=world.actor(world.bo()))
        assert not world.happened("PriceListTaken")


class TestGrantPriceList:
    def test_lasts_as_long_as_the_programme_says(self) -> None:
        assert grant().until == dt.date(2027, 11, 24)
        assert any(one.open for one in judged_for(world.lindeboom()) if one.list.book.key == "emea-education")
        assert len(world.happened("PriceListGranted")) == 1

    def test_ends_by_itself(self, monkeypatch: pytest.MonkeyPatch) -> None:
        grant()
        monkeypatch.setattr(clock, "now", lambda: dt.datetime(2027, 11, 26, 9, tzinfo=dt.UTC))
        assert not any(one.open for one in judged_for(world.lindeboom()) if one.list.book.key == "emea-education")
        again = grant()
        assert again.until == dt.date(2028, 11, 26)
        assert PriceListGrant.objects.count() == 1

    def test_twice_is_refused(self) -> None:
        grant()
        with pytest.raises(actions.OpenAlready):
            grant()

    def test_a_list_that_there_is_not(self) -> None:
        with pytest.raises(actions.NoSuchBook):
            grant("no-such-list")
        assert not PriceListGrant.objects.exists()

    def test_only_the_desk_opens_one(self) -> None:
        for who in (world.anna(), world.auditor()):
            with pytest.raises(NotAllowed):
                actions.grant_price_list(world.lindeboom(), book="emea-education", by=world.actor(who))
        assert not PriceListGrant.objects.exists()


class TestRevokePriceList:
    def test_closes_at_once_and_once(self) -> None:
        given = grant()
        actions.revoke_price_list(given, by=world.actor(world.agent()))
        assert not any(one.open for one in judged_for(world.lindeboom()) if one.list.book.key == "emea-education")
        with pytest.raises(actions.ClosedAlready):
            actions.revoke_price_list(given, by=world.actor(world.agent()))
        assert len(world.happened("PriceListRevoked")) == 1

    def test_an_auditor_only_looks(self) -> None:
        given = grant()
        with pytest.raises(NotAllowed):
            actions.revoke_price_list(given, by=world.actor(world.auditor()))
        given.refresh_from_db()
        assert given.revoked_at is None


class TestAnnouncePriceList:
    def test_tells_in_chunks_and_nobody_twice(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(actions, "CHUNK", 1)
        world.anna()
        world.carla()
        world.fatma()
        rounds = 0
        while actions.announce_price_list(published(), by=CLOCK):
            rounds += 1
        assert not actions.announce_price_list(published(), by=CLOCK)
        assert rounds == 2
        assert [len(world.mails_to(who.email)) for who in (world.anna(), world.carla(), world.fatma())] == [1, 1, 0]
        assert Announcement.objects.get().told == 2
        assert [event.data["told"] for event in world.happened("PriceListAnnounced")] == [1, 1]

    def test_nobody_but_the_clock(self) -> None:
        world.anna()
        with pytest.raises(NotAllowed):
            actions.announce_price_list(published(), by=world.actor(world.vera()))
        assert not world.mails_to(world.anna().email)

    @pytest.mark.parametrize("book", ["emea-gold", "emea-entry", "emea-vip", "emea-education", "japan"])
    def test_the_database_means_the_same_as_the_rule(self, book: str) -> None:
        for who in (world.anna, world.carla, world.fatma):
            who()
        if book in ("emea-education", "japan"):
            grant(book)
        one = published(book)
        partners = (world.lindeboom(), world.maasveld(), world.zonnehof())
        by_rule = {p.pk for p in partners if any(j.open for j in judged_for(p) if j.list is one)}
        assert set(readers_of(one, clock.today()).values_list("pk", flat=True)) == by_rule


def test_a_csv_holds_no_formula() -> None:
    text = "".join(csv_lines(["sku", "=name"], [("A-1", "=1+1", Decimal("1.50"), None)]))
    assert text == "\ufeffsku,'=name\r\nA-1,'=1+1,1.50,\r\n"


def test_an_xlsx_holds_no_formula() -> None:
    import openpyxl

    made = xlsx(["sku"], [("=1+1",)])
    with made:
        cell = openpyxl.load_workbook(io.BytesIO(made.read())).active["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
