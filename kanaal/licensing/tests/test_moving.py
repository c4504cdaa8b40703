"""Moving an agreement, cancelling it, giving it another name."""

from __future__ import annotations

import pytest

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.decisions import NotAllowed
from kanaal.licensing.actions import moving
from kanaal.licensing.models import Agreement, Assignment, LicenceUser, ResellerSpell, SwitchConsent
from kanaal.licensing.queries import agreements_seen_by
from kanaal.people import roles
from kanaal.people.models import digest
from tests import world, world_licences

pytestmark = pytest.mark.django_db


def ivo() -> Actor:
    return world.actor(world.agent(), "staff")


def with_licences(**fields: object) -> Agreement:
    made = world_licences.agreement(**fields)  # type: ignore[arg-type]
    world_licences.add(made, 12, ago=20, ordered=12)
    world_licences.eva(made)
    world.carla()
    return made


class TestMoveAgreement:
    def test_it_is_the_other_resellers_from_today(self) -> None:
        made = with_licences()
        anna, carla = world.actor(world.anna()), world.actor(world.carla())
        moved = moving.move_agreement(made, to=world.maasveld(), by=ivo())
        assert (moved.partner, moved.contact.person) == (world.maasveld(), world.carla())  # type: ignore[union-attr]
        assert not agreements_seen_by(anna).exists()
        assert agreements_seen_by(carla).get() == made
        old, new = ResellerSpell.objects.order_by("pk")
        assert (old.until, new.since, new.until) == (world_licences.day(0), world_licences.day(0), None)
        assert made.orders.get().partner == world.lindeboom()  # what was sold stays with whom it was bought from

    def test_all_three_are_told(self) -> None:
        moving.move_agreement(with_licences(), to=world.maasveld(), by=ivo())
        told = {m.name: m.to for who in (world.anna(), world.carla(), world.eva()) for m in world.mails_to(who.email)}
        assert told["customer_moved_away"] == world.anna().email
        assert told["customer_moved_here"] == world.carla().email
        assert told["reseller_changed"] == world.eva().email
        assert world.happened("AgreementMoved")[-1].data["to_id"] == world.maasveld().pk

    def test_open_authorisations_come_first(self) -> None:
        made = with_licences()
        one = world_licences.add(made, 4, ago=3)
        with pytest.raises(moving.NotSettled, match=one.number):
            moving.move_agreement(made, to=world.maasveld(), by=ivo())
        assert Agreement.objects.get().partner == world.lindeboom()
        assert not world.happened("AgreementMoved")

    def test_an_order_that_waits_comes_first(self) -> None:
        made = with_licences()
        made.orders.update(state="asked")
        with pytest.raises(moving.NotSettled, match=made.orders.get().number):
            moving.move_agreement(made, to=world.maasveld(), by=ivo())

    def test_the_other_company_must_sell_such_licences(self) -> None:
        with pytest.raises(moving.CannotSell):
            moving.move_agreement(with_licences(), to=world.zonnehof(), by=ivo())

    def test_not_to_whom_it_is_already_and_no_agreement_of_ones_own(self) -> None:
        made = with_licences()
        with pytest.raises(moving.TheirsAlready):
            moving.move_agreement(made, to=world.lindeboom(), by=ivo())
        Agreement.objects.update(terms="nfr")
        with pytest.raises(moving.NotForSale):
            moving.move_agreement(made, to=world.maasveld(), by=ivo())

    def test_only_the_desk(self) -> None:
        made = with_licences()
        for who, kind in ((world.anna(), "contact"), (world.auditor(), "staff")):
            with pytest.raises(NotAllowed):
                moving.move_agreement(made, to=world.maasveld(), by=world.actor(who, kind))

    def test_consents_that_were_not_used_are_worth_nothing_any_more(self) -> None:
        made = with_licences()
        SwitchConsent.objects.create(
            agreement=made, digest=digest("x"), made_at=clock.now(), until=world_licences.day(-7)
        )
        moving.move_agreement(made, to=world.maasveld(), by=ivo())
        assert SwitchConsent.objects.get().used_at is not None

    def test_a_record_of_the_old_resellers_own_is_shared(self) -> None:
        made = with_licences()
        type(made.account).objects.filter(pk=made.account_id).update(owner=world.lindeboom())
        moving.move_agreement(Agreement.objects.get(), to=world.maasveld(), by=ivo())
        assert Agreement.objects.select_related("account").get().account.owner is None


class TestCancelAgreement:
    def test_nobody_administers_or_uses_it_and_nothing_is_announced(self) -> None:
        made = with_licences()
        user = LicenceUser.objects.create(
            agreement=made, email="u@waterrijk.example", made_at=clock.now(), changed_at=clock.now()
        )
        Assignment.objects.create(user=user, agreement=made, sku=world_licences.SKU, since=clock.now())
        over = moving.cancel_agreement(made, why=" Verkeerd marktsegment ", by=ivo())
        assert (over.state, over.cancelled_on, over.cancelled_why) == (
            "cancelled", world_licences.day(0), "Verkeerd marktsegment",
        )  # fmt: skip
        assert (over.licences, over.look_on, over.opens_on) == (0, None, None)
        assert not roles.roles_of(world.eva().pk)
        assert Assignment.objects.get().until is not None
        assert "Verkeerd marktsegment" in world.mails_to(world.eva().email)[-1].text
        assert "Verkeerd marktsegment" in world.mails_to(world.anna().email)[-1].text

    def test_its_name_is_free_again(self) -> None:
        made = with_licences()
        moving.cancel_agreement(made, why="", by=ivo())
        again = Agreement.objects.get()
        again.pk, again.number, again.state, again.cancelled_on = None, "VIP-2", "live", None
        again.save()
        assert Agreement.objects.filter(name_key=made.name_key).count() == 2

    def test_once_and_not_while_a_distributor_still_has_to_answer(self) -> None:
        made = with_licences()
        made.orders.update(state="asked")
        with pytest.raises(moving.NotSettled):
            moving.cancel_agreement(made, why="", by=ivo())
        made.orders.update(state="answered")
        moving.cancel_agreement(made, why="", by=ivo())
        with pytest.raises(NotAllowed):
            moving.cancel_agreement(made, why="", by=ivo())
        assert len(world.happened("AgreementCancelled")) == 1


class TestRenameAgreement:
    def test_it_has_its_new_name(self) -> None:
        made = with_licences()
        named = moving.rename_agreement(made, name="  Gemeente  Waterland ", by=ivo())
        assert (named.name, named.name_key, named.number) == ("Gemeente Waterland", "gemeente waterland", made.number)
        for who in (world.anna(), world.eva()):
            assert "Gemeente Waterland" in world.mails_to(who.email)[-1].subject

    def test_a_name_that_is_taken_is_refused_with_names_that_are_free(self) -> None:
        made, _other = with_licences(), world_licences.agreement("Omroep Ommen")
        with pytest.raises(moving.NameTaken) as refused:
            moving.rename_agreement(made, name="OMROEP, Ommen", by=ivo())
        assert "OMROEP, Ommen Hilversum" in str(refused.value)
        assert Agreement.objects.get(pk=made.pk).name == "Gemeente Waterrijk"

    @pytest.mark.parametrize("wanted", ["", " ", "x" * 161, "Gemeente Waterrijk"])
    def test_it_must_be_a_new_name(self, wanted: str) -> None:
        with pytest.raises(moving.NameUnsound):
            moving.rename_agreement(with_licences(), name=wanted, by=ivo())

    def test_its_own_name_written_otherwise_is_fine(self) -> None:
        assert moving.rename_agreement(with_licences(), name="GEMEENTE WATERRIJK", by=ivo()).name.isupper()
