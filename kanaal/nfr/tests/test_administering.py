"""The company's own licences are administered by whoever is its primary contact."""

from __future__ import annotations

import pytest

from kanaal.core.decisions import NotAllowed
from kanaal.licensing.actions.administering import accept_administration
from kanaal.licensing.models import AdministratorInvitation
from kanaal.licensing.queries import primary_administrator_of
from kanaal.nfr.actions.administering import follow_primary_contact
from kanaal.partners.actions.primary import swap_primary_contact
from kanaal.people.models import Person
from tests import world, world_bank, world_licences, world_nfr

pytestmark = pytest.mark.django_db


def swapped(to: Person) -> None:
    swap_primary_contact(world.lindeboom(), to=world_bank.contact(to), by=world.actor(world.agent(), "staff"))


def administers() -> Person:
    found = primary_administrator_of(world_nfr.own_agreement())
    assert found is not None
    return found.person


class TestFollowPrimaryContact:
    def test_the_new_one_is_asked_and_takes_over_with_the_terms(self) -> None:
        made = world_nfr.own_agreement()
        swapped(world.bo())
        assert administers() == world.anna()  # until Bo has accepted
        mails = {mail.name: mail.text for mail in world.mails_to(world.bo().email)}
        assert made.number in mails["primary_administrator_chosen"]
        accept_administration(
            AdministratorInvitation.objects.get(), person=world.bo(), shown=world_licences.terms_shown(made),
            language="nl", by=world.actor(world.bo()),
        )  # fmt: skip
        assert administers() == world.bo()
        assert not made.administrators.filter(person=world.anna(), active=True).exists()

    def test_twice_asks_once_and_swapped_back_asks_nobody(self) -> None:
        world_nfr.own_agreement()
        swapped(world.bo())
        assert follow_primary_contact(world.lindeboom()) is None
        assert AdministratorInvitation.objects.filter(state="open").count() == 1
        swapped(world.anna())
        assert not AdministratorInvitation.objects.filter(state="open").exists()
        assert len(world.happened("OwnAdministrationOffered")) == 1

    def test_a_company_without_licences_of_its_own_asks_nobody(self) -> None:
        world.bo()
        swapped(world.bo())
        assert not AdministratorInvitation.objects.exists()

    def test_only_the_clock_does_it(self) -> None:
        with pytest.raises(NotAllowed):
            follow_primary_contact(world.lindeboom(), by=world.actor(world.anna(), "contact"))
