"""Serial numbers for orders: loaded whole or not at all, given once, shown to the ordering ID alone, mended."""

from __future__ import annotations

import pytest

from kanaal.catalogue.serials import LinesWrong
from kanaal.contracts.models import ContractOrder
from kanaal.core.decisions import NotAllowed
from kanaal.core.jobs.worker import drain
from kanaal.core.limits import TooOften
from kanaal.core.models import Event, Mail
from kanaal.core.refusals import WrongState
from kanaal.licensingwebsite import queries
from kanaal.licensingwebsite.actions import giving, loading, mending, showing
from kanaal.licensingwebsite.models import Serial, SerialLoad, SerialNeed
from tests import world, world_licences, world_lws
from tests.threads import kinds, together

pytestmark = pytest.mark.django_db
PRO, ELEMENTS, SIGN = world_lws.PRO, world_lws.ELEMENTS, world_lws.SIGN


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.KANAAL_KEYS = tmp_path / "keys"


def eva():
    return world.actor(world.eva())


def need(order: ContractOrder, sku: str = PRO) -> tuple[int, int]:
    one = SerialNeed.objects.get(order=order, sku=sku)
    return one.wanted, one.missing


class TestServeOrder:
    def test_one_for_the_order_one_for_each_licence_none_for_what_needs_none(self) -> None:
        world_lws.load(PRO)
        world_lws.load(ELEMENTS, *world_lws.numbers(5, product="EL"))
        order = world_lws.served((PRO, 10), (ELEMENTS, 3), (SIGN, 4))
        assert [(one.sku, one.place) for one in world_lws.given_to(order)] == [
            (PRO, 1), (ELEMENTS, 1), (ELEMENTS, 2), (ELEMENTS, 3),
        ]  # fmt: skip
        assert need(order, ELEMENTS) == (3, 0)

    def test_two_lines_of_one_product_are_one_need(self) -> None:
        world_lws.load(ELEMENTS, *world_lws.numbers(5, product="EL"))
        order = world_lws.served((ELEMENTS, 2), (ELEMENTS, 1))
        assert len(world_lws.given_to(order)) == 3

    def test_twice_gives_nothing_more(self) -> None:
        world_lws.load(PRO)
        order = world_lws.served((PRO, 10))
        assert giving.serve_order(order) == {}
        assert len(world_lws.given_to(order)) == 1
        assert len(world.happened("OrderSerialsGiven")) == 1

    def test_what_the_pool_lacks_is_awaited_and_the_managers_are_told_once(self) -> None:
        world.vera()
        world_lws.load(ELEMENTS, *world_lws.numbers(2, product="EL"))
        order = world_lws.served((ELEMENTS, 5))
        assert need(order, ELEMENTS) == (5, 3)
        world_lws.served((ELEMENTS, 1))
        names = [mail.name for mail in world.mails_to(world.vera().email)]
        assert names.count("order_serials_awaited") == 1
        assert names.count("order_serials_low") == 1  # the pool became empty

    def test_more_licences_by_a_correction_get_theirs_fewer_give_theirs_back(self) -> None:
        world_lws.load(ELEMENTS, *world_lws.numbers(6, product="EL"))
        order = world_lws.served((ELEMENTS, 2))
        order.lines.update(quantity=4)
        assert giving.serve_order(order) == {ELEMENTS: 2}
        order.lines.update(quantity=1)
        giving.serve_order(order)
        assert [one.place for one in world_lws.given_to(order)] == [1]
        assert Serial.objects.filter(order=order, state="revoked").count() == 3
        assert Serial.objects.filter(state="free").count() == 2  # what was seen once is given to nobody else

    def test_a_product_that_was_corrected_away_keeps_none(self) -> None:
        world_lws.load(PRO)
        order = world_lws.served((PRO, 10))
        order.lines.update(sku=SIGN)
        giving.serve_order(order)
        assert world_lws.given_to(order) == []
        assert need(order) == (0, 0)

    def test_a_cancelled_one_gets_none(self) -> None:
        world_lws.load(PRO)
        assert giving.serve_order(world_lws.cancelled(world_lws.order())) == {}

    def test_only_as_part_of_something(self) -> None:
        from kanaal.core.actors import STRANGER

        with pytest.raises(NotAllowed):
            giving.serve_order(world_lws.order(), by=STRANGER)


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_no_serial_number_is_ever_given_twice(self) -> None:
        world_lws.load(ELEMENTS, *world_lws.numbers(7, product="EL"))
        orders = [world_lws.order((ELEMENTS, 3)) for _turn in range(3)]
        together(*[lambda o=one: giving.serve_order(o) for one in orders * 2])
        for one in orders:  # on SQLite somebody may have found the database busy
            giving.serve_order(one)
        given = Serial.objects.filter(state="given")
        assert given.count() == 7
        for one in orders:
            places = [serial.place for serial in world_lws.given_to(one)]
            assert places == list(range(1, len(places) + 1))
            assert len(places) <= 3
        assert sum(SerialNeed.objects.values_list("missing", flat=True)) == 2

    def test_one_file_sent_twice_at_once_is_loaded_once(self) -> None:
        by = world.actor(world.agent(), "staff")
        lines = world_lws.numbers(4)
        raised = kinds(together(*[lambda: loading.load_order_serials(PRO, lines=lines, by=by)] * 2))
        assert Serial.objects.count() == 4
        assert SerialLoad.objects.count() == 1
        assert len(raised) <= 1


class TestEndOrderLicences:
    def test_its_serial_numbers_are_withdrawn_and_nobody_else_gets_them(self) -> None:
        world_lws.load(PRO)
        order = world_lws.served((PRO, 10))
        assert giving.end_order_licences(order) == 0  # it counts still
        order = world_lws.cancelled(order)
        assert giving.end_order_licences(order) == 0  # it was done with the cancelling
        (one,) = Serial.objects.filter(order=order)
        assert (one.state, one.why) == ("revoked", "the order was cancelled")
        assert Serial.objects.filter(state="free").count() == 2

    def test_it_waits_for_nothing_any_more(self) -> None:
        order = world_lws.cancelled(world_lws.served((PRO, 10)))
        giving.end_order_licences(order)
        assert need(order) == (1, 0)
        world_lws.load(PRO)
        assert world_lws.given_to(order) == []


class TestLoadOrderSerials:
    def load(self, *lines: str, sku: str = PRO):
        made = loading.load_order_serials(sku, lines=lines, by=world.actor(world.agent(), "staff"))
        drain()
        return made

    def test_they_are_sealed_and_counted(self) -> None:
        (number,) = world_lws.numbers(1)
        assert self.load("", f"  {number} ").count == 1
        one = Serial.objects.get()
        assert number not in one.sealed
        assert one.masked.endswith(number[-4:])
        assert number not in str(one)

    def test_of_a_short_one_no_sign_is_shown(self) -> None:
        self.load("ABC-123")
        assert Serial.objects.get().ending == ""

    def test_whoever_has_waited_longest_is_served_first_and_told(self) -> None:
        first, second = world_lws.served((PRO, 1)), world_lws.served((PRO, 1), by=world.anna().email)
        self.load(*world_lws.numbers(1))
        assert len(world_lws.given_to(first)) == 1
        assert world_lws.given_to(second) == []
        assert world.mails_to(world.eva().email)[-1].name == "order_serials_arrived"
        self.load(*world_lws.numbers(1, first=2))
        assert len(world_lws.given_to(second)) == 1

    @pytest.mark.parametrize(("lines", "wrong"), [
        (("1118-1037-0001", "1118 1037 0001"), (2,)), (("short",), (1,)), (("1118-1037-0001", "série-1234"), (2,)),
        ((), (1,)),
    ])  # fmt: skip
    def test_a_file_with_a_fault_is_refused_whole(self, lines: tuple[str, ...], wrong: tuple[int, ...]) -> None:
        with pytest.raises(LinesWrong) as refused:
            self.load(*lines)
        assert refused.value.lines == wrong
        assert not Serial.objects.exists()

    def test_what_is_there_is_refused_also_if_it_was_given(self) -> None:
        self.load(*world_lws.numbers(2))
        world_lws.served((PRO, 1))
        with pytest.raises(LinesWrong):
            self.load(*world_lws.numbers(1))
        assert Serial.objects.count() == 2

    def test_a_distributor_may_send_some_others_may_not(self) -> None:
        world.published()
        dirk = world.actor(world_licences.dirk(), "distributor")
        made = loading.load_order_serials(PRO, lines=world_lws.numbers(1), by=dirk)
        assert made.distributor == world_licences.distributor()
        for who in (world.actor(world.anna()), world.actor(world.auditor(), "staff")):
            with pytest.raises(NotAllowed):
                loading.load_order_serials(PRO, lines=world_lws.numbers(1, first=5), by=who)

    def test_only_of_what_comes_with_serial_numbers(self) -> None:
        with pytest.raises(loading.NoSerialsOfThis):
            self.load(*world_lws.numbers(1), sku=SIGN)

    def test_the_pools_say_what_runs_low(self) -> None:
        world_lws.load(PRO)
        world_lws.served((PRO, 1))
        world_lws.served((ELEMENTS, 2))
        found = {pool.sku: pool for pool in queries.pools()}
        assert (found[PRO].free, found[PRO].given, found[PRO].standing) == (2, 1, "low")
        assert (found[ELEMENTS].missing, found[ELEMENTS].orders, found[ELEMENTS].standing) == (2, 1, "short")


class TestShowOrderSerial:
    def given(self, **fields):
        world_lws.load(PRO)
        return world_lws.given_to(world_lws.served((PRO, 1), **fields))[0]

    def test_the_number_is_shown_and_that_it_was_is_kept(self) -> None:
        one = self.given()
        number = showing.show_order_serial(one, by=eva())
        assert number == world_lws.numbers(1, product=PRO)[0]
        event = world.happened("OrderSerialShown")[-1]
        assert (event.data["serial_id"], event.actor_id) == (one.pk, world.eva().pk)
        said = "".join(map(str, [
            *Event.objects.values_list("data", flat=True), *Mail.objects.values_list("text", flat=True),
            *Event.objects.values_list("receipt", flat=True),
        ]))  # fmt: skip
        assert number not in said

    def test_nobody_else_sees_it(self) -> None:
        one = self.given()
        for who, kind in ((world.anna(), "contact"), (world.vera(), "staff"), (world.jan(), "")):
            with pytest.raises(NotAllowed):
                showing.show_order_serial(one, by=world.actor(who, kind))
        assert not world.happened("OrderSerialShown")

    def test_not_more_in_an_hour_than_the_programme_says(self, monkeypatch) -> None:
        one = self.given()
        from kanaal.licensingwebsite.policy import LicensingWebsitePolicy

        monkeypatch.setattr(LicensingWebsitePolicy, "showings_an_hour", 2, raising=False)
        few = LicensingWebsitePolicy("LC", 1, 2, 2, 2)
        monkeypatch.setattr(showing, "policy", lambda section: few)
        for _turn in range(2):
            showing.show_order_serial(one, by=eva())
        with pytest.raises(TooOften):
            showing.show_order_serial(one, by=eva())
        assert len(world.happened("OrderSerialShown")) == 2

    def test_a_withdrawn_one_is_shown_to_nobody(self) -> None:
        one = self.given()
        mending.revoke_order_serial(one, why="stolen", by=world.actor(world.agent(), "staff"))
        with pytest.raises(NotAllowed):
            showing.show_order_serial(one, by=eva())


class TestRevokeOrderSerial:
    def test_it_counts_no_longer_and_none_comes_in_its_place(self) -> None:
        world_lws.load(ELEMENTS, *world_lws.numbers(5, product="EL"))
        order = world_lws.served((ELEMENTS, 2))
        one = world_lws.given_to(order)[0]
        agent = world.actor(world.agent(), "staff")
        mending.revoke_order_serial(one, why="was  on the\nweb", by=agent)
        giving.serve_order(order)
        assert [serial.place for serial in world_lws.given_to(order)] == [2]
        mail = world.mails_to(world.eva().email)[-1]
        assert mail.name == "order_serial_revoked"
        assert "was on the web" in mail.text
        with pytest.raises(WrongState):
            mending.revoke_order_serial(one, why="again", by=agent)

    def test_only_the_desk_and_only_with_a_reason(self) -> None:
        world_lws.load(PRO)
        (one,) = world_lws.given_to(world_lws.served((PRO, 1)))
        with pytest.raises(mending.ReasonMissing):
            mending.revoke_order_serial(one, why=" ", by=world.actor(world.agent(), "staff"))
        for who, kind in ((world.eva(), ""), (world.auditor(), "staff")):
            with pytest.raises(NotAllowed):
                mending.revoke_order_serial(one, why="x", by=world.actor(who, kind))
        with pytest.raises(WrongState):
            free = Serial.objects.filter(state="free")[0]
            mending.revoke_order_serial(free, why="x", by=world.actor(world.agent(), "staff"))
        one.refresh_from_db()
        assert one.state == "given"


class TestReplaceOrderSerial:
    def test_the_next_of_the_pool_has_its_place(self) -> None:
        world_lws.load(PRO)
        order = world_lws.served((PRO, 1))
        (old,) = world_lws.given_to(order)
        new = mending.replace_order_serial(old, why="does not install", by=world.actor(world.agent(), "staff"))
        assert world_lws.given_to(order) == [new]
        assert (new.place, new.replaces) == (1, old)
        assert giving.serve_order(order) == {}
        assert world.mails_to(world.eva().email)[-1].name == "order_serial_replaced"

    def test_without_one_in_the_pool_the_old_one_stays(self) -> None:
        world_lws.load(PRO, *world_lws.numbers(1))
        (old,) = world_lws.given_to(world_lws.served((PRO, 1)))
        with pytest.raises(mending.PoolEmpty):
            mending.replace_order_serial(old, why="x", by=world.actor(world.agent(), "staff"))
        old.refresh_from_db()
        assert old.state == "given"
        with pytest.raises(NotAllowed):
            mending.replace_order_serial(old, why="x", by=eva())
