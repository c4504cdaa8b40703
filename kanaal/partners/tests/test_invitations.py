"""Inviting, sending again, withdrawing, accepting, expiring: one class for each action."""

from __future__ import annotations

import datetime as dt

import pytest

from kanaal.core import clock
from kanaal.core.actors import CLOCK
from kanaal.core.decisions import NotAllowed
from kanaal.core.refusals import WrongState
from kanaal.partners.actions import acceptance
from kanaal.partners.actions import invitations as actions
from kanaal.partners.models import Contact, Invitation
from kanaal.partners.policy import ContactsPolicy
from kanaal.people import tokens
from kanaal.programme.policies import policy
from tests import world

pytestmark = pytest.mark.django_db


def invite(email: str = "cees@lindeboom-digitaal.nl", kind: str = "other") -> Invitation:
    return actions.invite_contact(world.lindeboom(), email=email, kind=kind, by=world.actor(world.anna()))


def secret_of(email: str) -> str:
    return world.link_in(world.mails_to(email)[-1]).strip("/").rpartition("/")[2]


class TestInviteContact:
    def test_mails_a_link_that_is_good_for_the_programmes_days(self) -> None:
        invitation = invite()
        assert invitation.until == clock.today() + dt.timedelta(days=policy(ContactsPolicy).invitation_lasts_days)
        [mail] = world.mails_to("cees@lindeboom-digitaal.nl")
        assert "Lindeboom Digitaal" in mail.subject
        assert tokens.look_up(actions.PURPOSE, secret_of(mail.to)).about_id == invitation.pk
        assert [e.data["kind"] for e in world.happened("ContactInvited")] == ["other"]

    def test_keeps_the_address_out_of_the_event_itself(self) -> None:
        invite()
        [event] = world.happened("ContactInvited")
        assert "cees" not in str(event.data)
        assert event.personal.data == {"email": "cees@lindeboom-digitaal.nl"}

    def test_refuses_a_domain_that_is_not_the_companys_and_names_both_ways_out(self) -> None:
        with pytest.raises(actions.DomainUnknown) as refused:
            invite("cees@lindeboom.at")
        assert "lindeboom-digitaal.nl" in str(refused.value)
        assert "helpdesk" in str(refused.value)
        assert not Invitation.objects.exists()
        assert not world.mails_to("cees@lindeboom.at")

    def test_refuses_free_mail(self) -> None:
        with pytest.raises(actions.FreeMail):
            invite("cees@gmail.com")
        assert not Invitation.objects.exists()

    def test_refuses_somebody_who_is_a_contact_already(self) -> None:
        world.bo()
        with pytest.raises(actions.AlreadyAContact):
            invite("BO@lindeboom-digitaal.nl")
        assert not Invitation.objects.exists()

    def test_refuses_a_second_open_invitation(self) -> None:
        invite()
        with pytest.raises(actions.AlreadyInvited):
            invite(" Cees@Lindeboom-Digitaal.nl ")
        assert Invitation.objects.count() == 1

    def test_refuses_a_contact_whose_kind_may_not_invite(self) -> None:
        with pytest.raises(NotAllowed) as refused:
            actions.invite_contact(
                world.lindeboom(), email="d@lindeboom-digitaal.nl", kind="other", by=world.actor(world.bo())
            )
        assert [f.key for f in refused.value.decision.reasons] == ["may_invite"]
        assert not Invitation.objects.exists()

    def test_refuses_somebody_of_another_company(self) -> None:
        with pytest.raises(NotAllowed):
            actions.invite_contact(
                world.lindeboom(), email="d@lindeboom-digitaal.nl", kind="other", by=world.actor(world.carla())
            )
        assert not Invitation.objects.exists()

    def test_refuses_to_make_another_primary_contact(self) -> None:
        with pytest.raises(actions.KindNotYours):
            invite(kind="primary")
        assert not Invitation.objects.exists()


class TestSendInvitationAgain:
    def test_makes_the_older_link_worthless_and_starts_the_days_anew(self) -> None:
        invitation = invite()
        old = secret_of(invitation.email)
        clock.forward(dt.timedelta(days=3))
        again = actions.send_invitation_again(invitation, by=world.actor(world.anna()))
        assert again.until == invitation.until + dt.timedelta(days=3)
        with pytest.raises(tokens.LinkUnknown):
            tokens.look_up(actions.PURPOSE, old)
        assert tokens.look_up(actions.PURPOSE, secret_of(invitation.email)).about_id == invitation.pk

    def test_refuses_one_that_was_withdrawn(self) -> None:
        invitation = actions.withdraw_invitation(invite(), by=world.actor(world.anna()))
        with pytest.raises(WrongState):
            actions.send_invitation_again(invitation, by=world.actor(world.anna()))
        assert len(world.mails_to(invitation.email)) == 1


class TestAskForInvitationAgain:
    def test_sends_to_the_invited_address_only(self) -> None:
        invite()
        actions.ask_for_invitation_again("cees@lindeboom-digitaal.nl")
        actions.ask_for_invitation_again("nobody@lindeboom-digitaal.nl")
        assert len(world.mails_to("cees@lindeboom-digitaal.nl")) == 2
        assert not world.mails_to("nobody@lindeboom-digitaal.nl")

    def test_kills_no_link_and_adds_no_day(self) -> None:
        """Anybody can type somebody else's address."""
        invitation = invite()
        first = secret_of(invitation.email)
        clock.forward(dt.timedelta(days=2))
        actions.ask_for_invitation_again(invitation.email)
        assert tokens.look_up(actions.PURPOSE, first).about_id == invitation.pk
        assert tokens.look_up(actions.PURPOSE, secret_of(invitation.email)).about_id == invitation.pk
        until = invitation.until
        invitation.refresh_from_db()
        assert invitation.until == until


class TestWithdrawInvitation:
    def test_ends_the_link_at_once(self) -> None:
        invitation = invite()
        actions.withdraw_invitation(invitation, by=world.actor(world.anna()))
        with pytest.raises(tokens.LinkUnknown):
            tokens.look_up(actions.PURPOSE, secret_of(invitation.email))

    def test_refuses_bo(self) -> None:
        invitation = invite()
        with pytest.raises(NotAllowed):
            actions.withdraw_invitation(invitation, by=world.actor(world.bo()))
        invitation.refresh_from_db()
        assert invitation.state == "open"


class TestAcceptInvitation:
    def test_gives_access_and_tells_the_primary_contact(self) -> None:
        invitation = invite()
        cees = world.person("cees@lindeboom-digitaal.nl", "Cees Bos")
        contact = acceptance.accept_invitation(invitation, person=cees, full_name="Cees Bos", by=world.actor(cees))
        assert (contact.partner, contact.kind, contact.active) == (world.lindeboom(), "other", True)
        assert any("Cees" in m.subject for m in world.mails_to("anna@lindeboom-digitaal.nl"))

    def test_refuses_another_address(self) -> None:
        invitation = invite()
        with pytest.raises(acceptance.MeantForAnother):
            acceptance.accept_invitation(invitation, person=world.eva(), full_name="Eva", by=world.actor(world.eva()))
        assert not Contact.objects.filter(person=world.eva()).exists()

    def test_refuses_a_contact_of_another_partner(self) -> None:
        world.lindeboom().domains.create(domain="maasveld-grafisch.nl", is_branch=True)
        carla = world.carla()
        invitation = invite(carla.email)
        with pytest.raises(acceptance.BelongsToAPartner):
            acceptance.accept_invitation(invitation, person=carla, full_name="Carla", by=world.actor(carla))
        assert Contact.objects.get(person=carla).partner == world.maasveld()

    def test_refuses_a_second_time(self) -> None:
        invitation = invite()
        cees = world.person("cees@lindeboom-digitaal.nl", "Cees Bos")
        contact = acceptance.accept_invitation(invitation, person=cees, full_name="Cees Bos", by=world.actor(cees))
        Contact.objects.filter(pk=contact.pk).update(active=False)
        with pytest.raises(WrongState):
            acceptance.accept_invitation(invitation, person=cees, full_name="Cees Bos", by=world.actor(cees))

    def test_gives_an_imported_contact_their_seat(self) -> None:
        partner = world.lindeboom()
        waiting = partner.contacts.create(
            email="ina@lindeboom-digitaal.nl", name="I. Vos", kind="secondary", since=clock.today()
        )
        invitation = invite(waiting.email, kind="secondary")
        ina = world.person(waiting.email, "Ina Vos")
        contact = acceptance.accept_invitation(invitation, person=ina, full_name="Ina Vos", by=world.actor(ina))
        assert contact.pk == waiting.pk
        assert contact.person == ina

    def test_refuses_one_whose_days_are_over_though_nobody_has_swept_it_up(self) -> None:
        invitation = invite()
        cees = world.person("cees@lindeboom-digitaal.nl", "Cees Bos")
        clock.forward(dt.timedelta(days=policy(ContactsPolicy).invitation_lasts_days + 1))
        with pytest.raises(acceptance.InvitationOver):
            acceptance.accept_invitation(invitation, person=cees, full_name="Cees Bos", by=world.actor(cees))
        assert not Contact.objects.filter(person=cees).exists()

    def test_keeps_a_name_on_one_line(self) -> None:
        invitation = invite()
        cees = world.person("cees@lindeboom-digitaal.nl", "Cees Bos")
        typed = "Cees\n\nYour account is blocked.\n\nx"
        contact = acceptance.accept_invitation(invitation, person=cees, full_name=typed, by=world.actor(cees))
        assert "\n" not in contact.name


class TestExpireInvitation:
    def test_expires_only_when_the_days_are_over(self) -> None:
        invitation = invite()
        actions.expire_invitation(invitation)
        invitation.refresh_from_db()
        assert invitation.state == "open"
        clock.forward(dt.timedelta(days=policy(ContactsPolicy).invitation_lasts_days + 1))
        actions.expire_invitation(invitation)
        actions.expire_invitation(invitation)
        invitation.refresh_from_db()
        assert invitation.state == "expired"
        assert len(world.happened("InvitationExpired")) == 1

    def test_refuses_a_person(self) -> None:
        invitation = invite()
        clock.forward(dt.timedelta(days=policy(ContactsPolicy).invitation_lasts_days + 1))
        with pytest.raises(NotAllowed):
            actions.expire_invitation(invitation, by=world.actor(world.anna()))
        actions.expire_invitation(invitation, by=CLOCK)
        assert len(world.happened("InvitationExpired")) == 1
