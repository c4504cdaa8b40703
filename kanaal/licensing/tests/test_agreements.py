"""Who uses the console, and who looks after whom (V1, V10)."""

from __future__ import annotations

from typing import Any

import pytest

from kanaal.core.actors import CLOCK
from kanaal.core.decisions import NotAllowed
from kanaal.licensing.actions.agreements import (
    NeedsNoAppointment,
    NotAtThisCompany,
    appoint_to_console,
    change_agreement_contact,
    dismiss_from_console,
    pass_on_customers_of_leaver,
)
from kanaal.licensing.conditions import console_door
from kanaal.licensing.models import ConsoleAppointment
from kanaal.partners.actions.contacts import deactivate_contact
from kanaal.partners.models import Contact
from kanaal.people.actions.erasure import erase_person
from kanaal.people.models import Person
from tests import world, world_licences

pytestmark = pytest.mark.django_db


def actor(who: Person) -> Any:
    return world.actor(who, "contact")


def contact(who: Person) -> Contact:
    return Contact.objects.select_related("partner").get(person=who)


def is_open(who: Person) -> bool:
    found = console_door(actor(who), contact(who).partner)
    assert found is not None
    return found[1].allowed


class TestAppointToConsole:
    def test_the_console_opens_and_bo_is_told(self) -> None:
        bo = world.bo()
        assert not is_open(bo)
        appoint_to_console(contact(bo), by=actor(world.anna()))
        assert is_open(bo)
        assert world.mails_to(bo.email)[-1].name == "console_user_appointed"
        assert world.happened("ConsoleUserAppointed")[-1].person_id == bo.pk

    def test_twice_is_once(self) -> None:
        for _again in range(2):
            appoint_to_console(contact(world.bo()), by=actor(world.anna()))
        assert ConsoleAppointment.objects.count() == len(world.happened("ConsoleUserAppointed")) == 1

    def test_whoever_can_already_needs_none(self) -> None:
        with pytest.raises(NeedsNoAppointment):
            appoint_to_console(contact(world.anna()), by=actor(world.anna()))

    def test_only_the_primary_contact_appoints(self) -> None:
        bo = world.bo()
        appoint_to_console(contact(bo), by=actor(world.anna()))
        with pytest.raises(NotAllowed):
            appoint_to_console(contact(bo), by=actor(bo))
        with pytest.raises(NotAllowed):
            appoint_to_console(contact(bo), by=actor(world.carla()))

    def test_nobody_who_left(self) -> None:
        bo = contact(world.bo())
        Contact.objects.filter(pk=bo.pk).update(active=False)
        with pytest.raises(NotAtThisCompany):
            appoint_to_console(bo, by=actor(world.anna()))

    def test_an_appointment_opens_nothing_that_the_level_does_not(self) -> None:
        bo = world.bo()
        appoint_to_console(contact(bo), by=actor(world.anna()))
        contact(bo).partner.__class__.objects.filter(pk=contact(bo).partner_id).update(level=world.ENTRY)
        assert not is_open(bo)


class TestDismissFromConsole:
    def test_it_closes_at_once(self) -> None:
        bo = world.bo()
        appoint_to_console(contact(bo), by=actor(world.anna()))
        dismiss_from_console(contact(bo), by=actor(world.anna()))
        assert not is_open(bo)
        assert world.mails_to(bo.email)[-1].name == "console_user_dismissed"

    def test_not_by_a_colleague(self) -> None:
        bo = world.bo()
        appoint_to_console(contact(bo), by=actor(world.anna()))
        with pytest.raises(NotAllowed):
            dismiss_from_console(contact(bo), by=actor(bo))
        assert is_open(bo)

    def test_of_nobody_it_says_nothing(self) -> None:
        dismiss_from_console(contact(world.bo()), by=actor(world.anna()))
        assert not world.happened("ConsoleUserDismissed")

    def test_whoever_leaves_has_none_any_more(self) -> None:
        anna, bo = world.anna(), world.bo()
        appoint_to_console(contact(bo), by=actor(anna))
        deactivate_contact(contact(bo), heir=contact(anna), by=actor(anna))
        assert not ConsoleAppointment.objects.exists()

    def test_nor_has_whoever_erases_their_id(self) -> None:
        anna, bo = world.anna(), world.bo()
        appoint_to_console(contact(bo), by=actor(anna))
        erase_person(bo, by=actor(bo))
        assert not ConsoleAppointment.objects.exists()


class TestChangeAgreementContact:
    def test_the_colleague_and_the_customer_are_told(self) -> None:
        made = world_licences.agreement()
        world_licences.eva(made)
        bo = world.bo()
        change_agreement_contact(made, contact=contact(bo), by=actor(world.anna()))
        made.refresh_from_db()
        assert made.contact == contact(bo)
        assert world.mails_to(bo.email)[-1].name == "agreement_contact_changed"
        told = world.mails_to(world.eva().email)[-1]
        assert told.name == "agreement_has_another_contact"
        assert "Bo Hendriks" in told.text

    def test_to_the_same_one_nothing_happens(self) -> None:
        made = world_licences.agreement()
        change_agreement_contact(made, contact=contact(world.anna()), by=actor(world.anna()))
        assert not world.happened("AgreementContactChanged")

    def test_not_to_somebody_of_another_company(self) -> None:
        made = world_licences.agreement()
        with pytest.raises(NotAtThisCompany):
            change_agreement_contact(made, contact=contact(world.carla()), by=actor(world.anna()))
        made.refresh_from_db()
        assert made.contact == contact(world.anna())

    def test_only_by_the_primary_contact_of_the_reseller_of_now(self) -> None:
        made = world_licences.agreement()
        bo = world.bo()
        appoint_to_console(contact(bo), by=actor(world.anna()))
        for who in (bo, world.carla()):
            with pytest.raises(NotAllowed):
                change_agreement_contact(made, contact=contact(bo), by=actor(who))


class TestPassOnCustomersOfLeaver:
    def test_they_fall_to_whom_was_named_if_the_console_is_open_to_them(self) -> None:
        anna, bo = world.anna(), world.bo()
        made = world_licences.agreement(contact=contact(bo))
        world_licences.eva(made)
        deactivate_contact(contact(bo), heir=contact(anna), by=actor(anna))
        made.refresh_from_db()
        assert made.contact == contact(anna)
        assert world.happened("AgreementContactChanged")[-1].data["left"]
        assert world.mails_to(world.eva().email)[-1].name == "agreement_has_another_contact"

    def test_else_to_the_primary_contact(self) -> None:
        anna, bo = world.anna(), world.bo()
        sem = world._contact(world.lindeboom(), "sem@lindeboom-digitaal.nl", "Sem Vlam", "other")
        made = world_licences.agreement(contact=contact(bo))
        deactivate_contact(contact(bo), heir=contact(sem), by=actor(anna))
        made.refresh_from_db()
        assert made.contact == contact(anna)

    def test_not_by_hand(self) -> None:
        with pytest.raises(NotAllowed):
            pass_on_customers_of_leaver(
                world.lindeboom(), leaver=contact(world.bo()), to=contact(world.anna()), by=actor(world.anna())
            )

    def test_of_nobodys_customers_none(self) -> None:
        bo, anna = contact(world.bo()), contact(world.anna())
        assert pass_on_customers_of_leaver(world.lindeboom(), leaver=bo, to=anna, by=CLOCK) == 0
