"""The applicant's actions: begin, take up, fill in, hand in, answer, withdraw (P1, P2, P5, P6)."""

from __future__ import annotations

import datetime as dt

import pytest
from allauth.account.models import EmailAddress

from kanaal.core import clock
from kanaal.core.actors import STRANGER
from kanaal.core.decisions import NotAllowed
from kanaal.core.models import Mail
from kanaal.core.refusals import WrongState
from kanaal.partners.actions import enrolment_decisions as decisions
from kanaal.partners.actions import enrolment_submission as submission
from kanaal.partners.actions import enrolments as actions
from kanaal.partners.enrolment import steps
from kanaal.partners.models import Enrolment, Partner
from kanaal.partners.panels import enrolment_card
from kanaal.partners.policy import EnrolmentPolicy
from kanaal.people import held, terms
from kanaal.people.actions.erasure import erase_person
from kanaal.people.models import TermsAcceptance
from kanaal.programme.policies import policy
from tests import world

pytestmark = pytest.mark.django_db


def hand_in(draft: Enrolment, **changes: object) -> Enrolment:
    values = {"accepted": True, "shown": "", "by": world.actor(world.gerda())} | changes
    return submission.submit_enrolment(draft, **values)  # type: ignore[arg-type]


class TestStartEnrolment:
    def test_a_stranger_gets_a_secret_key(self) -> None:
        world.published()
        one, other = actions.start_enrolment(by=STRANGER), actions.start_enrolment(by=STRANGER)
        assert one.draft_key
        assert len(one.draft_key) > 30
        assert one.draft_key != other.draft_key

    def test_a_person_has_one_open_enrolment(self) -> None:
        by = world.actor(world.gerda())
        actions.start_enrolment(by=by)
        with pytest.raises(actions.AlreadyUnderWay):
            actions.start_enrolment(by=by)
        assert Enrolment.objects.count() == 1

    def test_a_contact_of_a_partner_cant(self) -> None:
        with pytest.raises(NotAllowed) as refused:
            actions.start_enrolment(by=world.actor(world.anna()))
        assert [f.key for f in refused.value.decision.reasons] == ["address_is_free"]
        assert not Enrolment.objects.exists()


class TestTakeUpEnrolment:
    def test_the_draft_becomes_the_persons_and_the_key_is_worth_nothing_any_more(self) -> None:
        world.published()
        draft = actions.start_enrolment(by=STRANGER)
        taken = actions.take_up_enrolment(draft, by=world.actor(world.gerda()))
        assert (taken.person, taken.draft_key) == (world.gerda(), None)

    def test_the_persons_language_becomes_the_drafts(self) -> None:
        world.published()
        draft = actions.start_enrolment(by=STRANGER)
        actions.fill_in_enrolment(draft, steps.PLACE, world.PLACE | {"language": "en"}, by=STRANGER)
        actions.take_up_enrolment(draft, by=world.actor(world.gerda()))
        assert world.gerda().language == "en"

    def test_it_takes_nothing_from_somebody_else(self) -> None:
        draft = world.draft()
        with pytest.raises(NotAllowed):
            actions.take_up_enrolment(draft, by=world.actor(world.dirk()))
        assert Enrolment.objects.get().person == world.gerda()

    def test_two_drafts_are_not_mixed(self) -> None:
        world.draft()
        other = actions.start_enrolment(by=STRANGER)
        with pytest.raises(actions.AlreadyUnderWay):
            actions.take_up_enrolment(other, by=world.actor(world.gerda()))
        assert Enrolment.objects.filter(state="draft").count() == 2

    def test_a_stranger_cant(self) -> None:
        world.published()
        with pytest.raises(NotAllowed):
            actions.take_up_enrolment(actions.start_enrolment(by=STRANGER), by=STRANGER)


class TestFillInEnrolment:
    def test_answers_are_kept_as_typed_faults_included(self) -> None:
        world.published()
        draft = actions.start_enrolment(by=STRANGER)
        typed = {"legal_name": "  Æ\x00 bv ", "vat_number": "nonsense", "unknown": "no"}
        kept = actions.fill_in_enrolment(draft, steps.COMPANY, typed, by=STRANGER).answers
        assert kept["legal_name"] == "  Æ bv "  # but for what no database can hold
        assert kept["vat_number"] == "nonsense"
        assert "unknown" not in kept

    def test_a_country_outside_the_region_is_kept_but_not_believed(self) -> None:
        world.published()
        draft = actions.start_enrolment(by=STRANGER)
        draft = actions.fill_in_enrolment(draft, steps.PLACE, world.PLACE | {"country": "JP"}, by=STRANGER)
        assert draft.answers["country"] == "JP"
        assert draft.country == ""

    def test_unticking_is_kept(self) -> None:
        draft = world.draft()
        by = world.actor(world.gerda())
        assert actions.fill_in_enrolment(draft, steps.AUTHORITY, {}, by=by).answers["authority"] == ""

    def test_what_was_handed_in_stays_as_it_was(self) -> None:
        enrolment = world.submitted()
        with pytest.raises(WrongState):
            actions.fill_in_enrolment(enrolment, steps.COMPANY, {"legal_name": "Other"}, by=world.actor(world.gerda()))
        assert Enrolment.objects.get().company_name == "Wilgenhof Studio B.V."

    def test_nobody_else_can(self) -> None:
        draft = world.draft()
        for by in (STRANGER, world.actor(world.dirk()), world.actor(world.vera())):
            with pytest.raises(NotAllowed):
                actions.fill_in_enrolment(draft, steps.COMPANY, {"legal_name": "Other"}, by=by)
        assert Enrolment.objects.get().company_name == "Wilgenhof Studio B.V."

    def test_the_same_again_is_no_news(self) -> None:
        draft = world.draft()
        before = len(world.happened("EnrolmentFilledIn"))
        actions.fill_in_enrolment(draft, steps.CONTACT, world.CONTACT, by=world.actor(world.gerda()))
        assert len(world.happened("EnrolmentFilledIn")) == before


class TestSubmitEnrolment:
    def test_the_promise_begins(self) -> None:
        enrolment = world.submitted()
        hours = policy(EnrolmentPolicy).promise_hours
        assert enrolment.submitted_at is not None
        assert enrolment.promised_at == enrolment.submitted_at + dt.timedelta(hours=hours)
        assert enrolment.state == "submitted"
        assert [m.name for m in world.mails_to(world.gerda().email)] == ["enrolment_received"]

    def test_the_terms_are_kept_with_it(self) -> None:
        enrolment = world.submitted()
        kept = TermsAcceptance.objects.get()
        assert (kept.for_kind, kept.for_id, kept.language) == ("partners.enrolment", enrolment.pk, "nl")

    @pytest.mark.parametrize(
        ("field", "value", "step"),
        [
            ("country", "JP", "place"),
            ("authority", "", "authority"),
            ("legal_name", "", "company"),
            ("postal_code", "99", "company"),
            ("vat_number", "NL1", "company"),
            ("full_name", " ", "contact"),
        ],
    )
    def test_what_is_incomplete_is_refused_and_nothing_happens(self, field: str, value: str, step: str) -> None:
        draft = world.draft(None, **{field: value})
        with pytest.raises(submission.NotComplete) as refused:
            hand_in(draft)
        assert refused.value.step.key == step
        assert Enrolment.objects.get().state == "draft"
        assert not TermsAcceptance.objects.exists()
        assert not Mail.objects.exists()

    def test_without_the_box_nothing_happens(self) -> None:
        with pytest.raises(submission.TermsNotAccepted):
            hand_in(world.draft(), accepted=False)
        assert Enrolment.objects.get().state == "draft"

    def test_other_terms_than_those_that_were_read_are_not_accepted(self) -> None:
        with pytest.raises(terms.TermsChanged):
            hand_in(world.draft(), shown=terms.digest_of("older terms"))
        assert Enrolment.objects.get().state == "draft"

    def test_twice_is_refused(self) -> None:
        enrolment = world.submitted()
        with pytest.raises(WrongState):
            hand_in(enrolment)
        assert TermsAcceptance.objects.count() == 1

    def test_nobody_else_can(self) -> None:
        draft = world.draft()
        for by in (STRANGER, world.actor(world.dirk()), world.actor(world.vera())):
            with pytest.raises(NotAllowed):
                hand_in(draft, by=by)
        assert Enrolment.objects.get().state == "draft"

    def test_an_address_that_was_never_proved_is_refused(self) -> None:
        draft = world.draft()
        EmailAddress.objects.filter(user=world.gerda()).update(verified=False)
        with pytest.raises(NotAllowed) as refused:
            hand_in(draft)
        assert [f.key for f in refused.value.decision.reasons] == ["address_is_proved"]

    def test_the_desk_gets_its_marks(self) -> None:
        world.lindeboom()
        enrolment = world.submitted(legal_name="Lindebom Digitaal B.V.", website="www.elders.nl")
        assert set(enrolment.marks.values_list("key", flat=True)) == {"look-alike", "other-domain"}
        assert enrolment.marks.get(key="look-alike").partner == world.lindeboom()


class TestAnswerEnrolment:
    def asked(self) -> Enrolment:
        enrolment = world.submitted()
        by = world.actor(world.vera())
        return decisions.ask_enrolment(enrolment, fields=["website"], question="Welke website?", by=by)

    def test_it_is_back_in_the_queue_and_keeps_its_place(self) -> None:
        asked = self.asked()
        before = asked.promised_at
        clock.forward(dt.timedelta(hours=30))
        answered = submission.answer_enrolment(asked, {"website": "wilgenhof.nl"}, by=world.actor(world.gerda()))
        assert answered.state == "submitted"
        assert before is not None
        assert answered.promised_at is not None
        assert dt.timedelta(hours=30) <= answered.promised_at - before < dt.timedelta(hours=31)
        later = world.submitted(world.person("z@zwanenveld.nl", "Zwaan"), legal_name="Zwanenveld")
        assert later.promised_at is not None
        assert answered.promised_at <= later.promised_at

    def test_other_fields_cant_be_changed(self) -> None:
        posted = {"website": "wilgenhof.nl", "legal_name": "Other"}
        answered = submission.answer_enrolment(self.asked(), posted, by=world.actor(world.gerda()))
        assert answered.company_name == "Wilgenhof Studio B.V."

    def test_a_faulty_answer_is_refused_and_nothing_changes(self) -> None:
        with pytest.raises(submission.AnswerFaulty) as refused:
            submission.answer_enrolment(self.asked(), {"website": "nix"}, by=world.actor(world.gerda()))
        assert set(refused.value.faults) == {"website"}
        assert Enrolment.objects.get().state == "asked"

    def test_nobody_else_can(self) -> None:
        asked = self.asked()
        for by in (STRANGER, world.actor(world.dirk()), world.actor(world.vera())):
            with pytest.raises(NotAllowed):
                submission.answer_enrolment(asked, {"website": "x.nl"}, by=by)

    def test_twice_is_refused(self) -> None:
        asked, by = self.asked(), world.actor(world.gerda())
        submission.answer_enrolment(asked, {"website": "wilgenhof.nl"}, by=by)
        with pytest.raises(WrongState):
            submission.answer_enrolment(asked, {"website": "other.nl"}, by=by)
        assert Enrolment.objects.get().answer("website") == "wilgenhof.nl"


class TestWithdrawEnrolment:
    def test_the_person_is_free_to_begin_anew(self) -> None:
        by = world.actor(world.gerda())
        actions.withdraw_enrolment(world.submitted(), by=by)
        assert actions.start_enrolment(by=by).state == "draft"

    def test_nobody_else_can(self) -> None:
        enrolment = world.submitted()
        for by in (STRANGER, world.actor(world.dirk()), world.actor(world.vera())):
            with pytest.raises(NotAllowed):
                actions.withdraw_enrolment(enrolment, by=by)
        assert Enrolment.objects.get().state == "submitted"

    def test_what_was_decided_stays(self) -> None:
        enrolment = decisions.approve_enrolment(world.submitted(), by=world.actor(world.vera()))
        with pytest.raises(WrongState):
            actions.withdraw_enrolment(enrolment, by=world.actor(world.gerda()))
        assert Partner.objects.filter(name="Wilgenhof Studio B.V.").exists()


class TestWhatIsHeldOfAnApplicant:
    """L5: shown, exported, erased."""

    def test_it_is_among_ones_own_data(self) -> None:
        world.submitted()
        [section] = [s for s in held.everything(world.gerda()) if s.key == "enrolments"]
        assert section.rows[0]["answers"]["legal_name"] == "Wilgenhof Studio B.V."
        assert "Wilgenhof Studio B.V." in str(held.as_json(world.gerda()))

    def test_it_goes_with_the_id_and_what_is_under_way_is_withdrawn(self) -> None:
        world.submitted()
        erase_person(world.gerda(), by=world.actor(world.gerda()))
        left = Enrolment.objects.get()
        assert (left.state, left.answers, left.email) == ("withdrawn", {}, "")

    def test_who_has_no_role_is_shown_the_way_on(self) -> None:
        [card] = enrolment_card(world.actor(world.dirk()))
        assert card.url == "/enrol/"
        world.submitted()
        [card] = enrolment_card(world.actor(world.gerda()))
        assert str(card.title) == "Your enrolment"
