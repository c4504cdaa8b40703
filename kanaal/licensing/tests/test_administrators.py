"""Who administers an agreement: inviting, choosing another primary one, answering, leaving (V12)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction

from kanaal.core.actors import CLOCK
from kanaal.core.decisions import NotAllowed
from kanaal.core.refusals import WrongState
from kanaal.licensing.actions import administrators
from kanaal.licensing.actions.administering import TermsNotTicked, accept_administration, decline_administration
from kanaal.licensing.actions.administrator_invitations import (
    expire_administrator_invitation,
    send_administrator_invitation_again,
    withdraw_administrator_invitation,
)
from kanaal.licensing.actions.administrators import (
    change_primary_administrator,
    dismiss_administrator,
    invite_administrator,
)
from kanaal.licensing.models import Administrator, AdministratorInvitation, Agreement
from kanaal.licensing.policy import LicensingPolicy
from kanaal.partners.actions.acceptance import InvitationOver, MeantForAnother
from kanaal.people import terms, tokens
from kanaal.people.models import Person
from kanaal.programme.policies import policy
from tests import world
from tests import world_licences as licences
from tests.threads import kinds, together

pytestmark = pytest.mark.django_db
JAN = "jan@gemeente-waterrijk.example"


@pytest.fixture
def mine() -> Agreement:
    made = licences.agreement()
    licences.eva(made)
    return made


def eva(mine: Agreement):
    return licences.administrator(licences.eva(mine), mine)


def jan() -> Person:
    return world.person(JAN, "Jan Bakker")


def second(mine: Agreement, person: Person | None = None) -> Administrator:
    who = person or jan()
    return mine.administrators.create(person=who, email=who.email, since=licences.day(0))


def accept(invitation: AdministratorInvitation, person: Person) -> Administrator:
    by = world.actor(person)
    return accept_administration(
        invitation, person=person, shown=licences.terms_shown(invitation.agreement), language="nl", by=by
    )  # fmt: skip


class TestInviteAdministrator:
    def test_mails_a_link_that_is_good_for_the_programmes_days(self, mine: Agreement) -> None:
        invitation = invite_administrator(mine, email=JAN, full_name="Jan  Bakker", by=eva(mine))
        days = dt.timedelta(days=policy(LicensingPolicy).administrator_days)
        assert (invitation.until, invitation.name) == (licences.day(0) + days, "Jan Bakker")
        [mail] = world.mails_to(JAN)
        assert "Gemeente Waterrijk" in mail.subject
        assert not mine.administrators.filter(person__email=JAN).exists()

    def test_a_reseller_cannot_and_reads_who_can(self, mine: Agreement) -> None:
        with pytest.raises(NotAllowed) as refused:
            invite_administrator(mine, email=JAN, by=world.actor(world.anna()))
        assert "its administrators do this" in str(refused.value.decision.reasons[0].remedy)
        assert not AdministratorInvitation.objects.exists()

    def test_an_administrator_of_another_customer_cannot(self, mine: Agreement) -> None:
        other = licences.agreement("Hogeschool Delta")
        by = licences.administrator(licences.eva(other), other)
        with pytest.raises(NotAllowed):
            invite_administrator(mine, email=JAN, by=by)

    def test_refuses_whoever_is_one_already_or_was_invited(self, mine: Agreement) -> None:
        with pytest.raises(administrators.AlreadyAdministrator):
            invite_administrator(mine, email="EVA@gemeente-waterrijk.example", by=eva(mine))
        invite_administrator(mine, email=JAN, by=eva(mine))
        with pytest.raises(administrators.AlreadyInvitedToAdminister):
            invite_administrator(mine, email=JAN.upper(), by=eva(mine))
        assert AdministratorInvitation.objects.count() == 1

    def test_refuses_more_than_the_programme_allows_with_invitations_counted(self, mine: Agreement) -> None:
        most = policy(LicensingPolicy).most_administrators
        for number in range(most - 1):
            invite_administrator(mine, email=f"a{number}@gemeente-waterrijk.example", by=eva(mine))
        with pytest.raises(administrators.EnoughAdministrators):
            invite_administrator(mine, email=JAN, by=eva(mine))

    def test_refuses_when_the_agreement_is_cancelled(self, mine: Agreement) -> None:
        by = eva(mine)
        Agreement.objects.filter(pk=mine.pk).update(state="cancelled", cancelled_on=licences.day(0))
        with pytest.raises(NotAllowed):
            invite_administrator(mine, email=JAN, by=by)


class TestAcceptAdministration:
    def test_the_invited_person_administers_it_and_the_terms_are_kept(self, mine: Agreement) -> None:
        row = accept(invite_administrator(mine, email=JAN, by=eva(mine)), jan())
        assert (row.primary, row.active, row.person) == (False, True, jan())
        [kept] = jan().acceptances.all()
        assert (kept.terms, kept.for_id) == ("vip", mine.pk)
        assert "Jan Bakker" in world.mails_to(licences.eva(mine).email)[-1].text

    def test_not_without_the_terms(self, mine: Agreement) -> None:
        invitation = invite_administrator(mine, email=JAN, by=eva(mine))
        with pytest.raises(TermsNotTicked):
            accept_administration(invitation, person=jan(), shown="", language="nl", by=world.actor(jan()))
        with pytest.raises(terms.TermsChanged):
            accept_administration(invitation, person=jan(), shown="x" * 64, language="nl", by=world.actor(jan()))
        invitation.refresh_from_db()
        assert invitation.state == "open"
        assert not mine.administrators.filter(person=jan()).exists()

    def test_not_somebody_elses(self, mine: Agreement) -> None:
        invitation = invite_administrator(mine, email=JAN, by=eva(mine))
        with pytest.raises(MeantForAnother):
            accept(invitation, world.dirk())
        assert mine.administrators.count() == 1

    def test_not_after_its_days_and_not_twice(self, mine: Agreement) -> None:
        invitation = invite_administrator(mine, email=JAN, by=eva(mine))
        AdministratorInvitation.objects.filter(pk=invitation.pk).update(until=licences.day(1))
        with pytest.raises(InvitationOver):
            accept(invitation, jan())
        AdministratorInvitation.objects.filter(pk=invitation.pk).update(until=licences.day(0))
        accept(invitation, jan())
        with pytest.raises((WrongState, administrators.AlreadyAdministrator)):
            accept(invitation, jan())
        assert mine.administrators.count() == 2

    def test_the_primary_one_changes_only_now(self, mine: Agreement) -> None:
        chosen = second(mine)
        invitation = change_primary_administrator(chosen, by=eva(mine))
        assert mine.administrators.get(primary=True).person == licences.eva(mine)
        accept(invitation, jan())
        assert mine.administrators.get(primary=True).person == jan()
        assert mine.administrators.filter(active=True).count() == 2
        for person in (jan(), licences.eva(mine)):
            assert any("another primary" in m.subject or "andere primaire" in m.subject or "primary" in m.text
                       for m in world.mails_to(person.email)), "both are told"  # fmt: skip


class TestDeclineAdministration:
    def test_nothing_changes_and_the_primary_one_is_told(self, mine: Agreement) -> None:
        chosen = second(mine)
        invitation = change_primary_administrator(chosen, by=eva(mine))
        decline_administration(invitation, person=jan(), by=world.actor(jan()))
        assert mine.administrators.get(primary=True).person == licences.eva(mine)
        assert world.happened("AdministrationDeclined")
        assert world.mails_to(licences.eva(mine).email)
        change_primary_administrator(chosen, by=eva(mine))  # it can be asked again

    def test_not_for_somebody_else(self, mine: Agreement) -> None:
        invitation = invite_administrator(mine, email=JAN, by=eva(mine))
        with pytest.raises(MeantForAnother):
            decline_administration(invitation, person=world.dirk(), by=world.actor(world.dirk()))
        assert AdministratorInvitation.objects.get(pk=invitation.pk).state == "open"


class TestChangePrimaryAdministrator:
    def test_one_change_at_a_time(self, mine: Agreement) -> None:
        first, other = second(mine), second(mine, world.person("mia@gemeente-waterrijk.example", "Mia"))
        change_primary_administrator(first, by=eva(mine))
        with pytest.raises(administrators.ChangeUnderWay) as refused:
            change_primary_administrator(other, by=eva(mine))
        assert JAN in str(refused.value.says)

    def test_not_who_is_it_already_nor_who_has_left(self, mine: Agreement) -> None:
        with pytest.raises(administrators.PrimaryAlready):
            change_primary_administrator(mine.administrators.get(primary=True), by=eva(mine))
        gone = second(mine)
        dismiss_administrator(gone, by=eva(mine))
        with pytest.raises(administrators.HasLeft):
            change_primary_administrator(gone, by=eva(mine))

    def test_whoever_left_meanwhile_cannot_accept(self, mine: Agreement) -> None:
        chosen = second(mine)
        invitation = change_primary_administrator(chosen, by=eva(mine))
        dismiss_administrator(chosen, by=eva(mine))
        with pytest.raises(administrators.HasLeft):
            accept(invitation, jan())
        assert mine.administrators.get(primary=True).person == licences.eva(mine)
        assert AdministratorInvitation.objects.get(pk=invitation.pk).state == "withdrawn"

    def test_a_reseller_cannot(self, mine: Agreement) -> None:
        chosen = second(mine)
        with pytest.raises(NotAllowed):
            change_primary_administrator(chosen, by=world.actor(world.anna()))
        assert not AdministratorInvitation.objects.exists()


class TestSendAdministratorInvitationAgain:
    def test_the_older_link_stops_working(self, mine: Agreement) -> None:
        invitation = invite_administrator(mine, email=JAN, by=eva(mine))
        old = world.link_in(world.mails_to(JAN)[-1]).strip("/").rpartition("/")[2]
        send_administrator_invitation_again(invitation, by=eva(mine))
        with pytest.raises(tokens.LinkUnknown):
            tokens.look_up(administrators.PURPOSE, old)
        assert len(world.mails_to(JAN)) == 2

    def test_an_expired_one_begins_anew_unless_it_was_overtaken(self, mine: Agreement) -> None:
        invitation = invite_administrator(mine, email=JAN, by=eva(mine))
        AdministratorInvitation.objects.filter(pk=invitation.pk).update(state="expired", until=licences.day(3))
        assert send_administrator_invitation_again(invitation, by=eva(mine)).state == "open"
        AdministratorInvitation.objects.filter(pk=invitation.pk).update(state="expired", until=licences.day(3))
        second(mine)
        with pytest.raises(administrators.AlreadyAdministrator):
            send_administrator_invitation_again(invitation, by=eva(mine))

    def test_not_for_a_reseller(self, mine: Agreement) -> None:
        invitation = invite_administrator(mine, email=JAN, by=eva(mine))
        with pytest.raises(NotAllowed):
            send_administrator_invitation_again(invitation, by=world.actor(world.anna()))


class TestWithdrawAdministratorInvitation:
    def test_its_link_stops_working(self, mine: Agreement) -> None:
        invitation = invite_administrator(mine, email=JAN, by=eva(mine))
        withdraw_administrator_invitation(invitation, by=eva(mine))
        with pytest.raises(WrongState):
            accept(invitation, jan())
        with pytest.raises(WrongState):
            withdraw_administrator_invitation(invitation, by=eva(mine))


class TestExpireAdministratorInvitation:
    def test_only_when_its_days_are_over_and_once(self, mine: Agreement) -> None:
        invitation = invite_administrator(mine, email=JAN, by=eva(mine))
        expire_administrator_invitation(invitation)
        assert AdministratorInvitation.objects.get(pk=invitation.pk).state == "open"
        AdministratorInvitation.objects.filter(pk=invitation.pk).update(until=licences.day(1))
        for _again in range(2):
            expire_administrator_invitation(invitation, by=CLOCK)
        assert AdministratorInvitation.objects.get(pk=invitation.pk).state == "expired"
        assert len(world.happened("AdministratorInvitationExpired")) == 1

    def test_nobody_but_the_clock(self, mine: Agreement) -> None:
        invitation = invite_administrator(mine, email=JAN, by=eva(mine))
        AdministratorInvitation.objects.filter(pk=invitation.pk).update(until=licences.day(1))
        with pytest.raises(NotAllowed):
            expire_administrator_invitation(invitation, by=eva(mine))


class TestDismissAdministrator:
    def test_access_ends_at_once(self, mine: Agreement) -> None:
        row = second(mine)
        dismiss_administrator(row, by=eva(mine))
        row.refresh_from_db()
        assert (row.active, row.left_on) == (False, licences.day(0))
        assert world.actor(jan()).role is None
        with pytest.raises(administrators.HasLeft):
            dismiss_administrator(row, by=eva(mine))

    def test_one_may_leave_oneself_but_the_primary_one_stays(self, mine: Agreement) -> None:
        row = second(mine)
        dismiss_administrator(row, by=licences.administrator(jan(), mine))
        with pytest.raises(administrators.PrimaryStays):
            dismiss_administrator(mine.administrators.get(primary=True), by=eva(mine))
        assert mine.administrators.filter(active=True).count() == 1


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    def test_two_choose_another_primary_one(self, mine: Agreement) -> None:
        first, other = second(mine), second(mine, world.person("mia@gemeente-waterrijk.example", "Mia"))
        by = eva(mine)
        raised = together(
            lambda: change_primary_administrator(first, by=by), lambda: change_primary_administrator(other, by=by)
        )
        assert kinds(raised) == [administrators.ChangeUnderWay]
        assert AdministratorInvitation.objects.filter(state="open", primary=True).count() == 1

    def test_accepting_twice_makes_one_administrator(self, mine: Agreement) -> None:
        invitation, person = invite_administrator(mine, email=JAN, by=eva(mine)), jan()
        raised = together(lambda: accept(invitation, person), lambda: accept(invitation, person))
        assert len(kinds(raised)) == 1
        assert mine.administrators.filter(person=person).count() == 1


def test_the_database_has_the_last_word(mine: Agreement) -> None:
    from django.db import IntegrityError

    row = second(mine)
    with pytest.raises(IntegrityError), transaction.atomic():
        Administrator.objects.filter(pk=row.pk).update(primary=True)
