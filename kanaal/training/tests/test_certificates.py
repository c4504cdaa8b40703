"""Reminders, the end, revoking, asking colleagues; what is held, and what is forgotten."""

from __future__ import annotations

import datetime as dt

import pytest

from kanaal.core import clock
from kanaal.core.actors import CLOCK, Actor
from kanaal.core.decisions import NotAllowed
from kanaal.levels import measuring
from kanaal.levels.measuring import MEASURES
from kanaal.partners.actions.acceptance import accept_invitation
from kanaal.partners.actions.invitations import invite_contact
from kanaal.partners.models import Contact
from kanaal.people import held
from kanaal.people.actions.erasure import erase_person
from kanaal.training import rules
from kanaal.training.actions.certificates import (
    ReasonMissing,
    expire_certificate,
    remind_of_certificate,
    revoke_certificate,
)
from kanaal.training.actions.colleagues import AskedAlready, HasItAlready, NoLongerHere, ask_colleague
from kanaal.training.actions.courses import CourseRetired
from kanaal.training.models import Certificate, Learning
from kanaal.training.tasks import expire_certificates, remind_of_certificates
from kanaal.training.tests.learning import COURSE, certified
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    heard: list[int] = []
    monkeypatch.setattr(measuring, "CHANGED", [heard.append])
    return heard


def ends_in(certificate: Certificate, days: int) -> Certificate:
    certificate.issued_on = clock.today() - dt.timedelta(days=500)
    certificate.valid_until = clock.today() + dt.timedelta(days=days)
    certificate.save()
    return certificate


def reminders(email: str) -> int:
    return sum(mail.name == "certificate_expires" for mail in world.mails_to(email))


class TestExpireCertificate:
    def test_the_last_day_still_counts(self, told: list[int]):
        certificate = ends_in(certified(world.anna()), 0)
        told.clear()
        expire_certificates(clock.now())
        certificate.refresh_from_db()
        assert (certificate.state, told) == ("valid", [])
        clock.forward(dt.timedelta(days=1))
        for _ in range(2):
            expire_certificates(clock.now())
        certificate.refresh_from_db()
        assert (certificate.state, told) == ("expired", [world.lindeboom().pk])
        assert len(world.happened("CertificateExpired")) == 1

    def test_only_the_clock_does_it(self):
        certificate = ends_in(certified(world.anna()), -1)
        with pytest.raises(NotAllowed):
            expire_certificate(certificate, by=world.actor(world.anna()))


class TestRemindOfCertificate:
    def test_each_once_and_after_a_jump_only_the_most_pressing(self):
        certificate = ends_in(certified(world.anna()), 61)
        email = world.anna().email
        remind_of_certificates(clock.now())
        assert reminders(email) == 0
        clock.forward(dt.timedelta(days=1))
        for _ in range(3):
            remind_of_certificate(certificate, by=CLOCK)
        assert reminders(email) == 1
        clock.forward(dt.timedelta(days=58))
        remind_of_certificates(clock.now())
        remind_of_certificates(clock.now())
        assert reminders(email) == 2
        assert [e.data["days"] for e in world.happened("CertificateReminded")] == [60, 3]

    def test_only_the_clock_does_it(self):
        with pytest.raises(NotAllowed):
            remind_of_certificate(ends_in(certified(world.anna()), 2), by=world.actor(world.anna()))


def test_which_reminder_is_due() -> None:
    days = (60, 14, 3)
    due = [rules.due_reminder(days, left, None) for left in (61, 60, 15, 14, 3, 0, -1)]
    assert due == [None, 60, 60, 14, 3, 3, None]
    assert rules.due_reminder(days, 10, 14) is None
    assert rules.due_reminder((), 10, None) is None


class TestRevokeCertificate:
    def test_it_counts_no_longer_and_the_holder_reads_why(self, told: list[int]):
        certificate = certified(world.anna())
        revoke_certificate(certificate, reason="Iemand anders maakte de toets.", by=world.actor(world.vera()))
        assert (
            MEASURES["training.certificate"].values([world.lindeboom().pk], {"certificate": COURSE}, clock.today())
            == {}
        )
        assert "Iemand anders maakte de toets." in world.mails_to(world.anna().email)[-1].text
        page = world.browser().get(f"/training/check/{certificate.public_id}/", headers={"accept-language": "en"})
        assert "This certificate was revoked" in page.content.decode()
        assert "Iemand anders" not in page.content.decode()
        assert told.count(world.lindeboom().pk) == 2

    def test_only_a_manager_with_a_reason(self):
        certificate = certified(world.anna())
        for who in (world.anna(), world.carla(), world.agent(), world.auditor()):
            browser = world.browser(who)
            answer = browser.post(f"/training/certificates/{certificate.public_id}/revocation/", {"reason": "x"})
            assert answer.status_code == 403
        with pytest.raises(ReasonMissing):
            revoke_certificate(certificate, reason=" ", by=world.actor(world.vera()))
        vera = world.browser(world.vera())
        vera.post(f"/training/certificates/{certificate.public_id}/revocation/", {"reason": "x" * 1001})
        certificate.refresh_from_db()
        assert certificate.state == "valid"
        vera.post(f"/training/certificates/{certificate.public_id}/revocation/", {"reason": "fraude"})
        certificate.refresh_from_db()
        assert certificate.state == "revoked"


class TestAskColleague:
    def contact(self) -> Contact:
        return Contact.objects.get(person=world.bo())

    def test_again_only_after_some_days(self):
        world.bo()
        partner, by = world.lindeboom(), world.actor(world.anna())
        ask_colleague(partner, self.contact(), COURSE, by=by)
        with pytest.raises(AskedAlready):
            ask_colleague(partner, self.contact(), COURSE, by=by)
        clock.forward(dt.timedelta(days=7, seconds=1))
        ask_colleague(partner, self.contact(), COURSE, by=by)
        assert len(world.happened("ColleagueAsked")) == 2

    def test_refusals(self):
        contact, partner, by = self.contact(), world.lindeboom(), world.actor(world.anna())
        with pytest.raises(CourseRetired):
            ask_colleague(partner, contact, "technical-exam", by=by)
        with pytest.raises(NotAllowed):
            ask_colleague(partner, contact, COURSE, by=world.actor(world.bo()))
        certified(world.bo())
        with pytest.raises(HasItAlready):
            ask_colleague(partner, contact, COURSE, by=by)
        Contact.objects.filter(pk=contact.pk).update(active=False)
        with pytest.raises(NoLongerHere):
            ask_colleague(partner, contact, COURSE, by=by)
        assert not world.happened("ColleagueAsked")


class TestTheFact:
    def test_people_count_once_and_queries_do_not_grow(self, django_assert_num_queries: object):
        for who in (world.anna(), world.bo(), world.carla(), world.fatma()):
            certified(who)
        ids = [world.lindeboom().pk, world.maasveld().pk, world.zonnehof().pk]
        values = MEASURES["training.certificate"].values
        with django_assert_num_queries(1):  # type: ignore[operator]
            found = values(ids, {"certificate": COURSE}, clock.today())
        assert found == dict(zip(ids, (2, 1, 1), strict=True))
        assert values(range(1, 4000), {"certificate": COURSE}, clock.today()) == found
        assert values(ids, {"certificate": COURSE}, clock.today() - dt.timedelta(days=1)) == {}

    def test_whoever_joins_brings_theirs(self, told: list[int]):
        bo = world.bo()
        certified(bo)
        told.clear()
        bo.contacts.update(active=False)
        by = world.actor(world.carla())
        invitation = invite_contact(world.maasveld(), email="bo@maasveld-grafisch.nl", kind="other", by=by)
        bo.email = "bo@maasveld-grafisch.nl"
        bo.save()
        accept_invitation(
            invitation, person=bo, full_name="Bo Hendriks", by=Actor("person", bo.pk, "Bo Hendriks", bo.email)
        )
        assert told == [world.maasveld().pk]
        (closing,) = [MEASURES["training.certificate"].closes(world.maasveld(), {"certificate": COURSE})]
        assert closing is not None
        assert closing.link == f"/training/courses/{COURSE}/"


class TestOnesOwnData:
    def test_all_is_shown_and_an_erasure_leaves_no_name(self):
        certificate = certified(world.bo())
        sections = {s.key: s.rows for s in held.everything(world.bo())}
        assert [row["number"] for row in sections["certificates"]] == [certificate.number]
        assert sections["courses"][0]["attempts"][0]["right"] == 8

        erase_person(world.bo(), by=world.actor(world.bo()))
        certificate.refresh_from_db()
        assert certificate.holder == ""
        assert Learning.objects.get().modules_read == []
        page = world.browser().get(f"/training/check/{certificate.public_id}/").content.decode()
        assert "Bo Hendriks" not in page
