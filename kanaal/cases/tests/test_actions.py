"""Each action: what it does, and each of its refusals."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kanaal.cases import reactions
from kanaal.cases.actions import asking, keeping, mail, merging, working
from kanaal.cases.incoming.mailbox import Found
from kanaal.cases.incoming.storing import store as store_mail
from kanaal.cases.models import Attachment, Case, IncomingMail, Message
from kanaal.cases.panels import my_cases
from kanaal.cases.sound import STORE, Upload
from kanaal.core import clock
from kanaal.core.actors import CLOCK
from kanaal.core.decisions import NotAllowed
from kanaal.core.refusals import WrongState
from kanaal.partners.models import Contact
from kanaal.people.actions.erasure import erase_person
from tests import world

pytestmark = pytest.mark.django_db


def bo() -> Any:
    return world.actor(world.bo())


def ivo() -> Any:
    return world.actor(world.agent(), "staff")


def odette() -> Any:
    return world.actor(world.auditor(), "staff")


def asked(by: Any = None, **changed: Any) -> Case:
    world.published()
    subject = f"CSV {Case.objects.count()}"
    values = {"category": "prices", "subject": subject, "body": "Kolom drie is leeg.", **changed}
    return asking.open_case(by=by or bo(), **values)


class TestOpenCase:
    def test_a_category_that_is_none(self) -> None:
        with pytest.raises(asking.CategoryUnknown):
            asked(category="weather")
        assert not Case.objects.exists()

    def test_nothing_said(self) -> None:
        with pytest.raises(asking.NothingSaid):
            asked(body=" \n ")

    def test_a_person_without_a_company_asks_too(self) -> None:
        case = asked(world.actor(world.dirk()))
        assert case.partner is None

    def test_without_a_subject_the_category_is_the_subject(self) -> None:
        assert asked(subject=" ").subject

    def test_a_form_that_was_sent_twice(self) -> None:
        case = asked(subject="CSV")
        with pytest.raises(asking.AskedJustNow) as no:
            asked(subject=" CSV ")
        assert no.value.link == f"/cases/{case.pk}/"
        assert Case.objects.count() == 1

    def test_strangers_sign_in_first(self) -> None:
        from kanaal.core.actors import STRANGER

        world.published()
        with pytest.raises(NotAllowed):
            asking.open_case(category="prices", subject="x", body="x", by=STRANGER)


class TestAddToCase:
    def test_a_file_alone_is_enough(self) -> None:
        message = asking.add_to_case(asked(), body="", files=[Upload("a.txt", b"x")], by=bo())
        assert message.attachments.count() == 1

    def test_the_same_twice(self) -> None:
        case = asked()
        asking.add_to_case(case, body="En nog iets.", by=bo())
        with pytest.raises(asking.SaidJustNow):
            asking.add_to_case(case, body="En nog iets. ", by=bo())
        assert case.messages.count() == 2

    def test_somebody_else_does_not(self) -> None:
        case = asked()
        with pytest.raises(NotAllowed):
            asking.add_to_case(case, body="x", by=world.actor(world.carla()))
        assert case.messages.count() == 1

    def test_a_merged_case_leads_on(self) -> None:
        one, two = asked(), asked()
        merging.merge_cases(one, two, by=ivo())
        with pytest.raises(asking.CaseIsMerged) as no:
            asking.add_to_case(one, body="x", by=bo())
        assert no.value.link == f"/cases/{two.pk}/"

    def test_waiting_adds_to_the_promise(self) -> None:
        case = asked()
        working.ask_about_case(case, body="?", by=ivo())
        case.refresh_from_db()
        before = case.solve_by
        clock.forward(dt.timedelta(days=7))
        asking.add_to_case(case, body="!", by=bo())
        case.refresh_from_db()
        assert case.solve_by >= before + dt.timedelta(days=6)
        assert case.state == "open"


class TestCloseCase:
    def test_the_asker_closes(self) -> None:
        case = asking.close_case(asked(), by=bo())
        assert (case.state, case.due_at) == ("closed", None)

    def test_twice_is_refused(self) -> None:
        case = asking.close_case(asked(), by=bo())
        with pytest.raises(WrongState):
            asking.close_case(case, by=bo())

    def test_the_clock_closes_only_what_is_solved(self) -> None:
        assert asking.close_case(asked(), by=CLOCK).state == "new"

    def test_the_auditor_does_not(self) -> None:
        with pytest.raises(NotAllowed):
            asking.close_case(asked(), by=odette())


class TestReopenCase:
    def test_it_is_promised_anew(self) -> None:
        case = asking.close_case(asked(), by=bo())
        case = asking.reopen_case(case, by=bo())
        assert (case.state, case.due_at) == ("open", case.answer_by)

    def test_too_late(self) -> None:
        case = asking.close_case(asked(), by=bo())
        clock.forward(dt.timedelta(days=30))
        with pytest.raises(NotAllowed):
            asking.reopen_case(case, by=bo())
        assert asking.reopen_case(case, by=ivo()).state == "open"


class TestRateCase:
    def test_only_once_and_only_when_solved(self) -> None:
        case = asked()
        with pytest.raises(asking.NotRatedYet):
            asking.rate_case(case, rating=5, by=bo())
        working.solve_case(case, body="Klaar.", by=ivo())
        with pytest.raises(asking.RatingOutOfRange):
            asking.rate_case(case, rating=6, by=bo())
        asking.rate_case(case, rating=5, by=bo())
        with pytest.raises(asking.RatedAlready):
            asking.rate_case(case, rating=1, by=bo())

    def test_not_by_the_colleague(self) -> None:
        case = asked()
        working.solve_case(case, body="Klaar.", by=ivo())
        with pytest.raises(NotAllowed):
            asking.rate_case(case, rating=1, by=world.actor(world.anna()))


class TestTakeCase:
    def test_for_oneself_and_for_a_colleague(self) -> None:
        case = working.take_case(asked(), by=ivo())
        assert (case.state, case.assignee) == ("open", world.agent())
        assert working.take_case(case, assignee=world.vera(), by=ivo()).assignee == world.vera()

    def test_not_to_somebody_who_does_not_work_on_cases(self) -> None:
        case = asked()
        with pytest.raises(working.NotAnAgent):
            working.take_case(case, assignee=world.auditor(), by=ivo())
        with pytest.raises(NotAllowed):
            working.take_case(case, by=odette())


class TestAnswerCase:
    def test_it_keeps_the_first_promise(self) -> None:
        case = asked()
        working.answer_case(case, body="Zo.", by=ivo())
        case.refresh_from_db()
        assert case.answered_at
        assert case.due_at == case.solve_by
        assert case.assignee == world.agent()

    def test_silence_and_a_closed_case(self) -> None:
        case = asked()
        with pytest.raises(asking.NothingSaid):
            working.answer_case(case, body=" ", by=ivo())
        asking.close_case(case, by=bo())
        with pytest.raises(WrongState):
            working.answer_case(case, body="x", by=ivo())
        assert case.messages.count() == 1


class TestAskAboutCase:
    def test_the_promise_rests(self) -> None:
        case = asked()
        working.ask_about_case(case, body="Welke?", by=ivo())
        case.refresh_from_db()
        assert (case.state, case.due_at) == ("waiting", None)
        with pytest.raises(WrongState):
            working.ask_about_case(case, body="Welke?", by=ivo())


class TestSolveCase:
    def test_contacts_do_not(self) -> None:
        case = asked()
        with pytest.raises(NotAllowed):
            working.solve_case(case, body="Zelf.", by=bo())
        working.solve_case(case, body="Klaar.", by=ivo())
        case.refresh_from_db()
        assert case.state == "solved"


class TestNoteCase:
    def test_in_any_state_and_never_empty(self) -> None:
        case = asking.close_case(asked(), by=bo())
        assert working.note_case(case, body="Let op.", by=ivo()).kind == Message.Kind.NOTE
        with pytest.raises(asking.NothingSaid):
            working.note_case(case, body="", by=ivo())
        with pytest.raises(NotAllowed):
            working.note_case(case, body="x", by=odette())


class TestMoveCase:
    def test_to_what_there_is(self) -> None:
        case = working.move_case(asked(), category="portal", queue="technical", by=ivo())
        assert (case.category, case.queue) == ("portal", "technical")
        with pytest.raises(asking.CategoryUnknown):
            working.move_case(case, category="x", queue="technical", by=ivo())
        with pytest.raises(working.QueueUnknown):
            working.move_case(case, category="portal", queue="x", by=ivo())


class TestVerifyCase:
    def test_an_address_that_nobody_proved(self) -> None:
        case = arrived("wie@elders.example").case
        assert case
        with pytest.raises(working.NobodyKnown):
            working.verify_case(case, email="niemand@elders.example", by=ivo())
        world.carla()
        working.verify_case(case, email=world.carla().email, by=ivo())
        with pytest.raises(working.VerifiedAlready):
            working.verify_case(case, email=world.bo().email, by=ivo())
        case.refresh_from_db()
        assert case.partner == world.maasveld()
        assert case.messages.get().claimed_email == "wie@elders.example"


class TestMergeCases:
    def test_not_into_itself_nor_into_what_is_over(self) -> None:
        one, two = asked(), asked()
        with pytest.raises(merging.MergedWithItself):
            merging.merge_cases(one, one, by=ivo())
        asking.close_case(two, by=bo())
        with pytest.raises(merging.OtherCaseNotOpen):
            merging.merge_cases(one, two, by=ivo())

    def test_not_across_companies(self) -> None:
        with pytest.raises(merging.OfTwoCompanies):
            merging.merge_cases(asked(), asked(world.actor(world.carla())), by=ivo())


class TestPartCases:
    def test_only_what_was_merged(self) -> None:
        one, two = asked(), asked()
        with pytest.raises(WrongState):
            merging.part_cases(one, by=ivo())
        merging.merge_cases(one, two, by=ivo())
        assert merging.part_cases(one, by=ivo()).state == "open"
        one.refresh_from_db()
        assert one.due_at


class TestHandOverCases:
    def test_open_ones_go_to_the_colleague_and_solved_ones_stay(self) -> None:
        one, two = asked(), asked()
        working.solve_case(two, body="Klaar.", by=ivo())
        done = keeping.hand_over_cases(world.bo(), world.anna(), partner=world.lindeboom(), by=CLOCK)
        one.refresh_from_db()
        two.refresh_from_db()
        assert (done, one.asked_by, two.asked_by) == (1, world.anna(), world.bo())
        assert world.mails_to(world.anna().email)[-1].name == "case_handed_over"

    def test_not_to_another_company_and_not_by_a_contact(self) -> None:
        asked()
        with pytest.raises(keeping.NotAColleague):
            keeping.hand_over_cases(world.bo(), world.carla(), partner=world.lindeboom(), by=CLOCK)
        with pytest.raises(NotAllowed):
            keeping.hand_over_cases(world.bo(), world.anna(), partner=world.lindeboom(), by=bo())

    def test_a_contact_who_leaves(self) -> None:
        case = asked()
        contact = Contact.objects.get(person=world.bo())

        class Left:
            contact_id, person_id = contact.pk, world.bo().pk
            handed_to_id = world.anna().contacts.get().pk

        reactions.hand_over_of_leaver(Left, None)  # type: ignore[arg-type]
        case.refresh_from_db()
        assert case.asked_by == world.anna()


class TestTellOfPromise:
    def test_nobody_but_the_clock(self) -> None:
        with pytest.raises(NotAllowed):
            keeping.tell_of_promise(asked(), by=ivo())

    def test_each_once_for_each_promise(self) -> None:
        case = asked()
        assert not keeping.tell_of_promise(case) or case.due_at
        Case.objects.filter(pk=case.pk).update(due_at=clock.now() - dt.timedelta(hours=1), warned_of=None)
        assert keeping.tell_of_promise(case)
        assert not keeping.tell_of_promise(case)


def arrived(sender: str, text: str = "Help.") -> IncomingMail:
    world.published()
    raw = f"From: {sender}\nMessage-ID: <{IncomingMail.objects.count()}@x.example>\nSubject: Vraag\n\n{text}".encode()
    kept = store_mail("box", Found(1, IncomingMail.objects.count() + 1, raw, len(raw)), lambda pk: None)
    assert kept
    return mail.receive_mail(kept)


class TestReceiveMail:
    def test_nobody_but_the_clock(self) -> None:
        kept = arrived("wie@elders.example")
        with pytest.raises(NotAllowed):
            mail.receive_mail(kept, by=ivo())

    def test_the_same_place_of_the_mailbox_is_stored_once(self) -> None:
        arrived("wie@elders.example")
        assert store_mail("box", Found(1, 1, b"x", 1), lambda pk: None) is None
        assert IncomingMail.objects.count() == 1


def test_an_erased_person_leaves_no_word_and_no_file() -> None:
    dirk = world.actor(world.dirk())
    case = asked(dirk, files=[Upload("a.txt", b"geheim")])
    arrived(world.dirk().email, "Nog iets geheims.")
    digest = Attachment.objects.get().digest
    assert "Kolom drie" in str(my_cases(world.dirk()).rows)
    erase_person(world.dirk(), by=dirk)
    case.refresh_from_db()
    assert (case.state, case.subject) == ("closed", "")
    assert not any(case.messages.values_list("body", flat=True))
    assert not Attachment.objects.exists()
    assert all(bytes(m.raw) == b"" for m in IncomingMail.objects.all())
    assert STORE.path_of(digest).name == digest  # taken off the disk after the commit, which a test never reaches


def test_what_an_erased_agent_answered_stays() -> None:
    case = asked()
    gone = world.staff("gaat@vendor.example", "Gerrit Gaat", "agent")
    working.answer_case(case, body="Zo doet u dat.", by=world.actor(gone, "staff"))
    erase_person(gone, by=world.actor(gone))
    assert case.messages.filter(body="Zo doet u dat.").exists()


def test_mails_as_they_came_are_kept_as_long_as_the_programme_says() -> None:
    from kanaal.cases.tasks import forget_raw_mails

    kept = arrived("wie@elders.example")
    forget_raw_mails(clock.now())
    kept.refresh_from_db()
    assert bytes(kept.raw)
    clock.forward(dt.timedelta(days=3650))
    forget_raw_mails(clock.now())
    kept.refresh_from_db()
    assert bytes(kept.raw) == b""
    assert kept.case
    assert kept.case.messages.get().body == "Help."
