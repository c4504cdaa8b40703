"""Serial numbers: given once, sealed, shown to the primary contact alone; loaded whole or not at all."""

from __future__ import annotations

import pytest

from kanaal.catalogue.serials import VAULT, LinesWrong, SerialUnreadable
from kanaal.core.decisions import NotAllowed
from kanaal.core.models import Event, Mail
from kanaal.nfr import queries
from kanaal.nfr.actions import loading, serials
from kanaal.nfr.models import SerialBatch, SerialNumber, SerialWish
from tests import world, world_nfr
from tests.threads import kinds, together

pytestmark = pytest.mark.django_db
SKU = world_nfr.SKU


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.KANAAL_KEYS = tmp_path / "keys"


class TestAskSerial:
    def test_the_next_one_of_the_pool_is_the_companys(self) -> None:
        world_nfr.pool()
        anna = world.actor(world.anna(), "contact")
        one = serials.ask_serial(world.lindeboom(), sku=SKU, by=anna)
        assert isinstance(one, SerialNumber)
        assert (one.partner, one.place, one.given_to) == (world.lindeboom(), 1, world.anna())
        assert world.happened("SerialGiven")[-1].data == {"serial_id": one.pk, "sku": SKU, "place": 1}

    def test_as_many_as_the_level_brings_and_no_more(self) -> None:
        world_nfr.pool()
        anna = world.actor(world.anna(), "contact")
        for _turn in range(2):
            serials.ask_serial(world.lindeboom(), sku=SKU, by=anna)
        with pytest.raises(serials.HasThemAll):
            serials.ask_serial(world.lindeboom(), sku=SKU, by=anna)
        assert SerialNumber.objects.filter(partner=None).count() == 1

    def test_an_empty_pool_keeps_the_wish_once_and_tells_the_desk(self) -> None:
        world.vera()
        anna = world.actor(world.anna(), "contact")
        wishes = {serials.ask_serial(world.lindeboom(), sku=SKU, by=anna).pk for _turn in range(2)}
        assert wishes == {SerialWish.objects.get().pk}
        mails = [mail for mail in world.mails_to(world.vera().email) if mail.name == "pool_low"]
        assert len(mails) == 1
        assert len(world.happened("SerialWished")) == 1

    def test_not_what_the_level_does_not_bring(self) -> None:
        with pytest.raises(serials.NotInKit):
            serials.ask_serial(world.lindeboom(), sku="CP-01-PERP", by=world.actor(world.anna(), "contact"))

    def test_only_the_primary_contact_of_a_level_that_opens_it(self) -> None:
        world_nfr.pool()
        for who, partner in ((world.bo(), world.lindeboom()), (world.joost(), world.kwartelveld())):
            with pytest.raises(NotAllowed):
                serials.ask_serial(partner, sku=SKU, by=world.actor(who, "contact"))
        assert not SerialNumber.objects.exclude(partner=None).exists()


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_two_companies_never_get_the_same_and_one_company_never_too_many(self) -> None:
        world_nfr.pool(*world_nfr.serials(4))
        acts = []
        for who, partner in ((world.anna(), world.lindeboom()), (world.carla(), world.maasveld())):
            by = world.actor(who, "contact")
            acts += [lambda p=partner, b=by: serials.ask_serial(p, sku=SKU, by=b)] * 3
        raised = kinds(together(*acts))
        given = SerialNumber.objects.exclude(partner=None)
        assert given.count() <= 4
        for partner in (world.lindeboom(), world.maasveld()):
            places = list(given.filter(partner=partner).order_by("place").values_list("place", flat=True))
            assert places == list(range(1, len(places) + 1))
            assert len(places) <= 2
        assert all(kind is not AssertionError for kind in raised)


class TestShowSerial:
    def test_the_number_is_sealed_at_rest_and_looking_at_it_is_recorded(self) -> None:
        (number,) = world_nfr.serials(1)
        world_nfr.pool(number)
        anna = world.actor(world.anna(), "contact")
        one = serials.ask_serial(world.lindeboom(), sku=SKU, by=anna)
        assert number not in SerialNumber.objects.get().sealed
        assert serials.show_serial(one, by=anna) == number  # type: ignore[arg-type]
        assert world.happened("SerialShown")[-1].data["serial_id"] == one.pk
        events, mails = Event.objects.values_list("data", flat=True), Mail.objects.values_list("text", flat=True)
        said = "".join(map(str, [*events, *mails]))
        assert number not in said
        assert number not in str(one)

    def test_nobody_else_reads_it(self) -> None:
        world_nfr.pool()
        one = serials.ask_serial(world.lindeboom(), sku=SKU, by=world.actor(world.anna(), "contact"))
        for who, kind in ((world.bo(), "contact"), (world.carla(), "contact"), (world.vera(), "staff")):
            with pytest.raises(NotAllowed):
                serials.show_serial(one, by=world.actor(who, kind))  # type: ignore[arg-type]
        free = SerialNumber.objects.filter(partner=None).first()
        with pytest.raises(NotAllowed):
            serials.show_serial(free, by=world.actor(world.anna(), "contact"))  # type: ignore[arg-type]
        assert not world.happened("SerialShown")

    def test_a_lost_key_says_so(self, settings, tmp_path) -> None:
        world_nfr.pool()
        anna = world.actor(world.anna(), "contact")
        one = serials.ask_serial(world.lindeboom(), sku=SKU, by=anna)
        settings.KANAAL_KEYS = tmp_path / "others"
        with pytest.raises(SerialUnreadable):
            serials.show_serial(one, by=anna)  # type: ignore[arg-type]


class TestLoadSerials:
    def load(self, *lines: str):
        return loading.load_serials(SKU, lines=lines, by=world.actor(world.agent(), "staff"))

    def test_each_line_is_one_and_empty_ones_do_not_count(self) -> None:
        batch = self.load("1118-1037-0001", "", "  1118-1037-0002  ")
        assert (batch.count, SerialNumber.objects.count()) == (2, 2)
        assert world.happened("SerialsLoaded")[-1].data == {"sku": SKU, "count": 2}

    def test_one_twice_in_the_file_refuses_it_whole(self) -> None:
        with pytest.raises(LinesWrong) as refused:
            self.load("1118-1037-0001", "1118-1037-0002", "111810370001")
        assert refused.value.lines == (3,)
        assert "1118" not in str(refused.value)
        assert not SerialBatch.objects.exists()

    def test_one_that_is_there_already_refuses_it_whole(self) -> None:
        self.load("1118-1037-0001")
        with pytest.raises(LinesWrong) as refused:
            self.load("1118-1037-0002", "1118-1037-0001")
        assert refused.value.lines == (2,)
        assert SerialNumber.objects.count() == 1

    @pytest.mark.parametrize(
        "line",
        [
            "short",
            "x" * 81,
            "sérienummer",
            "------",
            "<b>1118-1037</b>",
            "1118  1037",
            "=1118+1037",
            "1118;1037",
            "1118\t1037",
        ],
    )
    def test_what_is_no_serial_number_is_named_by_its_line(self, line: str) -> None:
        with pytest.raises(LinesWrong) as refused:
            self.load("1118-1037-0001", line)
        assert refused.value.lines == (2,)
        assert not SerialNumber.objects.exists()

    @pytest.mark.parametrize("line", ["1118 1037 0001", "AC.1118/1037-A", "x" * 80, "abcdef"])
    def test_as_makers_write_them(self, line: str) -> None:
        assert self.load(line).count == 1

    def test_an_empty_file(self) -> None:
        with pytest.raises(LinesWrong):
            self.load("", " ")

    def test_whoever_waits_gets_theirs_the_earliest_first(self) -> None:
        for who, partner in ((world.carla(), world.maasveld()), (world.anna(), world.lindeboom())):
            serials.ask_serial(partner, sku=SKU, by=world.actor(who, "contact"))
        self.load("1118-1037-0001")
        assert SerialNumber.objects.get().partner == world.maasveld()
        assert world.mails_to(world.carla().email)[-1].name == "serial_arrived"
        assert SerialWish.objects.get(over_at=None).partner == world.lindeboom()
        self.load("1118-1037-0002", "1118-1037-0003")
        assert not SerialWish.objects.filter(over_at=None).exists()
        assert SerialNumber.objects.filter(partner=None).count() == 1

    def test_a_wish_of_whoever_lost_the_level_is_over(self) -> None:
        serials.ask_serial(world.lindeboom(), sku=SKU, by=world.actor(world.anna(), "contact"))
        world_nfr.at_level(world.lindeboom(), world.CERTIFIED)
        self.load("1118-1037-0001")
        assert not SerialWish.objects.filter(over_at=None).exists()
        assert SerialNumber.objects.get().partner is None

    def test_only_of_what_the_programme_gives_and_only_by_who_works_there(self) -> None:
        with pytest.raises(loading.ProductUnknown):
            loading.load_serials("CP-01-PERP", lines=["1118-1037"], by=world.actor(world.agent(), "staff"))
        for who, kind in ((world.auditor(), "staff"), (world.anna(), "contact")):
            with pytest.raises(NotAllowed):
                loading.load_serials(SKU, lines=["1118-1037"], by=world.actor(who, kind))

    def test_the_pools_say_how_many_are_left(self) -> None:
        world_nfr.pool()
        serials.ask_serial(world.lindeboom(), sku=SKU, by=world.actor(world.anna(), "contact"))
        assert queries.pools() == [queries.Pool(SKU, 2, 1, 0)]


def test_the_same_number_however_it_is_written() -> None:
    assert VAULT.digest_of("1118-1037 ab") == VAULT.digest_of("11181037AB")
    assert VAULT.unseal(VAULT.seal("1118-1037 ab")) == "1118-1037 ab"
    assert VAULT.seal("x") != VAULT.seal("x")
