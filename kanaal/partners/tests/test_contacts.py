"""Contacts who change or leave, and who is the primary one: one class for each action; two at once."""

from __future__ import annotations

import pytest

from kanaal.core.decisions import NotAllowed
from kanaal.core.refusals import Refusal
from kanaal.helpdesk.actions import approve_request, ask_request
from kanaal.partners.actions import contacts as actions
from kanaal.partners.actions import membership, primary
from kanaal.partners.models import Contact, Partner
from kanaal.partners.tests.test_enrolments_at_once import at_once, refused
from tests import world

pytestmark = pytest.mark.django_db(transaction=True)


def of(who) -> Contact:
    return Contact.objects.get(person=who)


class TestChangeContact:
    def test_changes_title_and_kind(self) -> None:
        made = actions.change_contact(of(world.bo()), job_title="Chef", kind="secondary", by=world.actor(world.anna()))
        assert (made.job_title, made.kind) == ("Chef", "secondary")

    def test_makes_nobody_primary_and_lets_nobody_else(self) -> None:
        bo = of(world.bo())
        with pytest.raises(actions.KindNotOffered):
            actions.change_contact(bo, job_title="", kind="primary", by=world.actor(world.anna()))
        with pytest.raises(NotAllowed):
            actions.change_contact(bo, job_title="", kind="other", by=world.actor(world.carla()))


class TestDeactivateContact:
    def test_of_two_at_once_one_does_it(self) -> None:
        bo, heir, anna = of(world.bo()), of(world.anna()), world.actor(world.anna())
        answers = at_once(*[lambda: actions.deactivate_contact(bo, heir=heir, by=anna)] * 2)
        assert len(refused(answers)) == 1
        assert len(world.happened("ContactDeactivated")) == 1

    def test_refuses_a_strange_heir_and_the_primary(self) -> None:
        bo, anna = of(world.bo()), world.actor(world.anna())
        for heir in (None, bo, of(world.carla())):
            with pytest.raises(actions.NoSuchHeir):
                actions.deactivate_contact(bo, heir=heir, by=anna)
        with pytest.raises(actions.IsPrimary) as no:
            actions.deactivate_contact(of(world.anna()), heir=bo, by=anna)
        assert no.value.link
        assert Contact.objects.filter(active=False).count() == 0


class TestSwapPrimaryContact:
    def test_of_two_agents_at_once_one_wins(self) -> None:
        bo = of(world.bo())
        asked = ask_request("primary_swap", values={"contact": bo.pk}, reason="", by=world.actor(world.anna()))
        vera, ivo = world.actor(world.vera()), world.actor(world.agent())
        answers = at_once(lambda: approve_request(asked, by=vera), lambda: approve_request(asked, by=ivo))
        assert len(refused(answers)) == 1
        assert Contact.objects.get(kind="primary", partner=world.lindeboom()).pk == bo.pk
        assert len(world.happened("PrimaryContactSwapped")) == 1

    def test_refuses_contacts_and_whoever_can_not_sign_in(self) -> None:
        bo = of(world.bo())
        with pytest.raises(NotAllowed):
            primary.swap_primary_contact(world.lindeboom(), to=bo, by=world.actor(world.anna()))
        Contact.objects.filter(pk=bo.pk).update(person=None)
        with pytest.raises(primary.CannotBePrimary):
            primary.swap_primary_contact(world.lindeboom(), to=bo, by=world.actor(world.vera()))
        with pytest.raises(primary.PrimaryAlready):
            primary.swap_primary_contact(world.lindeboom(), to=of(world.anna()), by=world.actor(world.vera()))


def test_renewing_twice_at_once_renews_once() -> None:
    import datetime as dt

    from kanaal.core import clock

    anna = world.actor(world.anna())
    Partner.objects.filter(pk=world.lindeboom().pk).update(term_ends=clock.today() + dt.timedelta(days=5))
    partner = Partner.objects.get(pk=world.lindeboom().pk)
    seen = partner.term_ends
    answers = at_once(*[lambda: membership.renew_membership(partner, seen=seen, accepted=True, by=anna)] * 3)
    assert [type(a) for a in answers if isinstance(a, Refusal)] == [membership.RenewedAlready] * 2
    assert len(world.happened("MembershipRenewed")) == 1
