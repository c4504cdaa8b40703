"""What the desk and the clock do with enrolments (P3, P6)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from kanaal.core import clock
from kanaal.core.actors import CLOCK, STRANGER
from kanaal.core.decisions import NotAllowed
from kanaal.core.refusals import WrongState
from kanaal.partners import rules, tasks
from kanaal.partners.actions import enrolment_decisions as actions
from kanaal.partners.actions import enrolments
from kanaal.partners.models import Contact, Enrolment, Partner
from kanaal.partners.policy import DeclineReasonsPolicy, EnrolmentPolicy, MembershipPolicy
from kanaal.people.models import Person
from kanaal.programme.policies import policy
from kanaal.programme.reasons import ReasonUnknown
from tests import world

pytestmark = pytest.mark.django_db
ADDRESS = "gerda@wilgenhof-studio.nl"


def a_reason() -> str:
    return policy(DeclineReasonsPolicy).decline_reasons[0].key


def outsiders() -> list[Person | None]:
    return [None, world.gerda(), world.anna(), world.auditor()]


class TestApproveEnrolment:
    def test_the_company_is_a_partner_and_the_applicant_its_primary_contact(self) -> None:
        enrolment = actions.approve_enrolment(world.submitted(), by=world.actor(world.vera()))
        partner = Partner.objects.get()
        assert enrolment.partner == partner
        assert (partner.name, partner.level) == ("Wilgenhof Studio B.V.", policy(EnrolmentPolicy).entry_level)
        assert (partner.vat_number, partner.postal_code, partner.city) == ("NL123456782B90", "3818 LE", "Amersfoort")
        assert partner.term_ends == rules.term_end(partner.member_since, policy(MembershipPolicy).term_months)
        assert [d.domain for d in partner.domains.all()] == ["wilgenhof-studio.nl"]
        assert set(partner.name_keys.values_list("key", flat=True)) == rules.name_keys(partner.name)
        contact = partner.contacts.get()
        assert (contact.person, contact.kind, contact.name) == (world.gerda(), "primary", "Gerda Wilgenhof")

    def test_the_applicant_is_told_in_their_language_and_the_decision_is_kept(self) -> None:
        enrolment = actions.approve_enrolment(world.submitted(), by=world.actor(world.agent()))
        mail = world.mails_to(ADDRESS)[-1]
        assert (mail.name, mail.language) == ("enrolment_approved", "nl")
        assert enrolment.partner is not None
        assert enrolment.partner.number in mail.text
        [event] = world.happened("EnrolmentApproved")
        assert event.receipt
        assert event.receipt["allowed"] is True
        assert world.happened("MembershipBegan")[0].about_id == enrolment.partner.pk

    def test_free_mail_gives_no_domain(self) -> None:
        enrolment = world.submitted(world.person("gerda.w@gmail.com", "Gerda"))
        approved = actions.approve_enrolment(enrolment, by=world.actor(world.vera()))
        assert approved.partner is not None
        assert not approved.partner.domains.exists()

    def test_the_second_agent_is_told(self) -> None:
        enrolment = world.submitted()
        actions.approve_enrolment(enrolment, by=world.actor(world.vera()))
        with pytest.raises(WrongState):
            actions.decline_enrolment(enrolment, reason=a_reason(), note="", by=world.actor(world.agent()))
        with pytest.raises(WrongState):
            actions.approve_enrolment(enrolment, by=world.actor(world.agent()))
        assert Partner.objects.count() == 1
        assert Enrolment.objects.get().state == "approved"

    def test_an_applicant_who_became_a_contact_in_between_is_refused(self) -> None:
        enrolment = world.submitted()
        world.lindeboom().contacts.create(
            person=world.gerda(), email=ADDRESS, name="Gerda", kind="other", since=clock.today()
        )
        with pytest.raises(actions.ApplicantBelongsToAPartner):
            actions.approve_enrolment(enrolment, by=world.actor(world.vera()))
        assert Partner.objects.count() == 1
        assert Enrolment.objects.get().state == "submitted"

    @pytest.mark.parametrize("place", range(4))
    def test_others_cant(self, place: int) -> None:
        enrolment, who = world.submitted(), outsiders()[place]
        before = Partner.objects.count()
        with pytest.raises(NotAllowed):
            actions.approve_enrolment(enrolment, by=world.actor(who) if who else STRANGER)
        assert Enrolment.objects.get().state == "submitted"
        assert Partner.objects.count() == before

    def test_the_clock_can_only_where_the_programme_says_so(self) -> None:
        with pytest.raises(NotAllowed):
            actions.approve_enrolment(world.submitted(), by=CLOCK)
        assert not Partner.objects.exists()


class TestDeclineEnrolment:
    def test_the_applicant_reads_why_and_is_free_to_try_again(self) -> None:
        enrolment = world.submitted()
        reason = policy(DeclineReasonsPolicy).decline_reasons[1]
        actions.decline_enrolment(enrolment, reason=reason.key, note="Bel ons gerust.", by=world.actor(world.vera()))
        mail = world.mails_to(ADDRESS)[-1]
        assert mail.name == "enrolment_declined"
        assert reason.text["nl"][:30] in mail.text
        assert "Bel ons gerust." in mail.text
        assert enrolments.start_enrolment(by=world.actor(world.gerda())).state == "draft"
        assert not Contact.objects.exists()

    def test_a_reason_that_the_programme_has_not_is_refused(self) -> None:
        with pytest.raises(ReasonUnknown):
            actions.decline_enrolment(world.submitted(), reason="mood", note="", by=world.actor(world.vera()))
        assert Enrolment.objects.get().state == "submitted"

    @pytest.mark.parametrize("place", range(4))
    def test_others_cant(self, place: int) -> None:
        enrolment, who = world.submitted(), outsiders()[place]
        with pytest.raises(NotAllowed):
            actions.decline_enrolment(enrolment, reason=a_reason(), note="", by=world.actor(who) if who else STRANGER)
        assert Enrolment.objects.get().state == "submitted"


class TestAskEnrolment:
    def test_the_applicant_gets_the_question_with_a_link_to_just_those_fields(self) -> None:
        actions.ask_enrolment(
            world.submitted(), fields=["website", "vat_number"], question="Klopt dit?", by=world.actor(world.vera())
        )
        mail = world.mails_to(ADDRESS)[-1]
        assert "Klopt dit?" in mail.text
        assert world.link_in(mail) == "/enrol/mine/answer/"

    @pytest.mark.parametrize(("fields", "question"), [([], "Why?"), (["website"], "  "), (["authority"], "Why?")])
    def test_a_question_about_nothing_is_refused(self, fields: list[str], question: str) -> None:
        with pytest.raises(actions.NothingAsked):
            actions.ask_enrolment(world.submitted(), fields=fields, question=question, by=world.actor(world.vera()))
        assert Enrolment.objects.get().state == "submitted"
        assert len(world.mails_to(ADDRESS)) == 1

    @pytest.mark.parametrize("place", range(4))
    def test_others_cant(self, place: int) -> None:
        enrolment, who = world.submitted(), outsiders()[place]
        with pytest.raises(NotAllowed):
            actions.ask_enrolment(
                enrolment, fields=["website"], question="Why?", by=world.actor(who) if who else STRANGER
            )
        assert Enrolment.objects.get().state == "submitted"


class TestRemindEnrolment:
    def test_each_reminder_of_the_programme_goes_out_once(self) -> None:
        world.draft()
        for days in policy(EnrolmentPolicy).draft_reminder_days:
            clock.forward(dt.timedelta(days=days))
            tasks.remind_of_drafts(clock.now())
            tasks.remind_of_drafts(clock.now())
        names = [m.name for m in world.mails_to(ADDRESS)]
        assert names == ["enrolment_reminder"] * len(policy(EnrolmentPolicy).draft_reminder_days)

    def test_who_goes_on_or_has_handed_in_is_left_alone(self) -> None:
        world.submitted()
        clock.forward(dt.timedelta(days=30))
        tasks.remind_of_drafts(clock.now())
        assert [m.name for m in world.mails_to(ADDRESS)] == ["enrolment_received"]

    def test_only_the_clock_does_it(self) -> None:
        with pytest.raises(NotAllowed):
            actions.remind_enrolment(world.draft(), by=world.actor(world.vera()))


class TestForgetEnrolment:
    def test_answers_go_after_the_programmes_days(self) -> None:
        world.draft()
        clock.forward(dt.timedelta(days=policy(EnrolmentPolicy).draft_kept_days - 1))
        tasks.forget_drafts(clock.now())
        assert Enrolment.objects.get().state == "draft"
        clock.forward(dt.timedelta(days=2))
        tasks.forget_drafts(clock.now())
        forgotten = Enrolment.objects.get()
        assert (forgotten.state, forgotten.answers, forgotten.company_name) == ("forgotten", {}, "")

    def test_what_was_handed_in_is_kept(self) -> None:
        enrolment = world.submitted()
        clock.forward(dt.timedelta(days=500))
        actions.forget_enrolment(enrolment)
        assert Enrolment.objects.get().answers

    def test_only_the_clock_does_it(self) -> None:
        with pytest.raises(NotAllowed):
            actions.forget_enrolment(world.draft(), by=world.actor(world.gerda()))


class TestTheDatabaseHasTheLastWord:
    def test_one_open_enrolment_for_a_person(self) -> None:
        world.draft()
        now = clock.now()
        with pytest.raises(IntegrityError), transaction.atomic():
            Enrolment.objects.create(person=world.gerda(), began_at=now, touched_at=now)

    def test_nothing_is_approved_without_a_partner(self) -> None:
        world.submitted()
        with pytest.raises(IntegrityError), transaction.atomic():
            Enrolment.objects.update(state="approved")
