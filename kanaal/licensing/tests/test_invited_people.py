"""People in invitations: what is held of them is shown, exported and erased (L5); merges take agreements along (D5)."""

from __future__ import annotations

import pytest

from kanaal.core.models import PersonalData
from kanaal.customers.actions.merging import merge_accounts, part_accounts
from kanaal.licensing.models import CustomerInvitation
from kanaal.people import held
from kanaal.people.actions.erasure import erase_person
from tests import world, world_licences, world_sales
from tests.world_invitations import invitation

pytestmark = pytest.mark.django_db
EVA = "eva@gemeente-waterrijk.example"


def test_eva_sees_and_takes_with_her_what_is_held_of_her() -> None:
    one, eva = invitation(), world.eva()
    page = world.browser(eva).get("/me/data/")
    parts = page.context["part"].of
    shown = "".join(world.browser(eva).get(f"/me/data/?part={n}").content.decode() for n in range(1, parts + 1))
    assert "Gemeente Waterrijk" in shown
    assert held.as_json(eva)["customer_invitations"][0]["number"] == one.number


def test_when_eva_goes_nothing_of_her_stays_in_invitations_and_their_events() -> None:
    open_one = invitation()
    expired = invitation(name="Bibliotheek Waterrijk")
    CustomerInvitation.objects.filter(pk=expired.pk).update(state="expired")
    eva = world.eva()
    erase_person(eva, by=world.actor(eva))
    for one in (open_one, expired):
        one.refresh_from_db()
        assert one.state == "withdrawn"
        assert EVA not in one.email
        assert one.admin_name == ""
    said = PersonalData.objects.filter(event__name="CustomerInvited")
    assert all(row.data == {} for row in said)
    assert not CustomerInvitation.objects.filter(email=EVA).exists()


def test_of_another_invited_person_everything_stays() -> None:
    mine = invitation()
    eva, gerda = world.eva(), world.gerda()
    erase_person(gerda, by=world.actor(gerda))
    mine.refresh_from_db()
    assert (mine.state, mine.email) == ("open", eva.email)


def test_a_merge_takes_agreements_and_invitations_along_and_undoing_brings_them_back() -> None:
    gone, kept = world_sales.customer("Waterrijk"), world_sales.customer("Gemeente Waterrijk en omstreken")
    made = world_licences.agreement("Omroep Hil", account=gone)
    waiting = invitation(account=gone)
    desk = world.actor(world.agent(), "staff")
    merge_accounts(gone, kept, by=desk)
    for one in (made, waiting):
        one.refresh_from_db()
        assert one.account == kept
    part_accounts(gone, by=desk)
    for one in (made, waiting):
        one.refresh_from_db()
        assert one.account == gone
