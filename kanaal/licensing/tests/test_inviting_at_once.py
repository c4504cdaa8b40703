"""The same link by many at once, the same name by two: one number each time (PostgreSQL; SQLite has one writer)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection

from kanaal.core.refusals import WrongState
from kanaal.customers.actions.merging import merge_accounts
from kanaal.licensing.actions.accepting import CustomerInvitationTakenBack, CustomerNameInUse
from kanaal.licensing.actions.agreements import appoint_to_console
from kanaal.licensing.actions.inviting import (
    CustomerInvitedAlready,
    change_customer_invitation,
    withdraw_customer_invitation,
)
from kanaal.licensing.actions.inviting_many import invite_customers, send_waiting
from kanaal.licensing.models import Administrator, Agreement, ConsoleAppointment, CustomerInvitation
from kanaal.partners.models import Contact
from kanaal.people.models import TermsAcceptance
from tests import world, world_sales
from tests.threads import kinds, together
from tests.world_invitations import accepted, details, invitation

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs two writers at once"),
]


def at_once(*acts: Callable[[], object]) -> list[type[BaseException]]:
    return kinds(together(*acts))


def test_one_link_used_by_eight_at_once_is_one_agreement() -> None:
    one = invitation()
    world.eva()
    assert at_once(*[lambda: accepted(one)] * 8) == []
    assert Agreement.objects.count() == Administrator.objects.count() == TermsAcceptance.objects.count() == 1
    assert len(world.happened("CustomerInvitationAccepted")) == 2
    assert [mail.name for mail in world.mails_to(world.eva().email)].count("agreement_made") == 1


def test_two_customers_of_one_name_at_two_resellers() -> None:
    mine = invitation()
    theirs = invitation(world.carla(), email="burgemeester@waterrijk.example")
    eva, other = world.eva(), world.person("burgemeester@waterrijk.example", "Een ander")
    raised = at_once(lambda: accepted(mine, eva), lambda: accepted(theirs, other))
    assert raised == [CustomerNameInUse]
    assert Agreement.objects.count() == 1
    loser = CustomerInvitation.objects.get(state="open")
    assert loser.taken_at is not None
    assert loser.free_names


def test_accepted_while_it_is_withdrawn() -> None:
    one, by = invitation(), world.actor(world.anna(), "contact")
    world.eva()
    raised = at_once(lambda: accepted(one), lambda: withdraw_customer_invitation(one, by=by))
    one.refresh_from_db()
    assert raised == ([WrongState] if one.state == "accepted" else [CustomerInvitationTakenBack])
    assert Agreement.objects.count() == (one.state == "accepted")


def test_accepted_while_its_name_is_changed() -> None:
    one, by = invitation(), world.actor(world.anna(), "contact")
    world.eva()
    other = details(name="Gemeente Waterrijk Sport")
    raised = at_once(lambda: accepted(one), lambda: change_customer_invitation(one, details=other, by=by))
    made = Agreement.objects.get()
    assert raised == ([WrongState] if made.name == "Gemeente Waterrijk" else [])


def test_two_colleagues_invite_the_same_customer() -> None:
    anna, bo = world.anna(), world.bo()
    appoint_to_console(Contact.objects.get(person=bo), by=world.actor(anna, "contact"))
    assert at_once(lambda: invitation(anna), lambda: invitation(bo)) == [CustomerInvitedAlready]
    assert CustomerInvitation.objects.count() == 1


def test_accepted_while_the_customers_record_is_merged() -> None:
    gone, kept = world_sales.customer("Waterrijk"), world_sales.customer("Gemeente Waterrijk en omstreken")
    one, desk = invitation(account=gone), world.actor(world.agent(), "staff")
    world.eva()
    assert at_once(lambda: accepted(one), lambda: merge_accounts(gone, kept, by=desk)) == []
    assert Agreement.objects.get().account == kept
    assert CustomerInvitation.objects.get().account == kept


def test_one_file_handed_in_twice_and_sent_by_two_workers() -> None:
    by, partner = world.actor(world.anna(), "contact"), world.lindeboom()
    rows = [details(name=f"Klant {n}", email=f"it@klant-{n}.example") for n in range(20)]
    assert at_once(*[lambda: invite_customers(partner, rows=rows, batch="file", by=by)] * 2) == []
    assert CustomerInvitation.objects.count() == 20
    assert at_once(*[lambda: send_waiting(partner.pk, "file")] * 2) == []
    assert all(len(world.mails_to(f"it@klant-{n}.example")) == 1 for n in range(20))


def test_somebody_is_appointed_twice() -> None:
    anna, bo = world.actor(world.anna(), "contact"), world.bo()
    contact = Contact.objects.get(person=bo)
    assert at_once(*[lambda: appoint_to_console(contact, by=anna)] * 3) == []
    assert ConsoleAppointment.objects.count() == 1
