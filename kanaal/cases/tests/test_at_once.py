"""The same thing at the same moment by two: one of them does it (PostgreSQL; SQLite has one writer at a time)."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection

from kanaal.cases.actions.asking import AskedJustNow, open_case
from kanaal.cases.actions.mail import receive_mail
from kanaal.cases.incoming.mailbox import Found
from kanaal.cases.incoming.storing import store
from kanaal.cases.models import Case, IncomingMail
from tests import world
from tests.threads import together

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs two writers at once"),
]
RAW = b"From: bo@lindeboom-digitaal.nl\nMessage-ID: <een@x.example>\nSubject: Vraag\n\nHelp."


def test_one_form_sent_twice_at_once_is_one_case() -> None:
    by = world.actor(world.bo())

    def ask() -> Case:
        return open_case(category="prices", subject="CSV", body="Kolom drie?", by=by)

    raised = together(ask, ask)
    assert [type(fault) for fault in raised if fault] == [AskedJustNow]
    assert Case.objects.count() == 1


def test_one_mail_in_two_places_at_once_is_one_case() -> None:
    world.bo()
    kept = [store("box", Found(1, uid, RAW, len(RAW)), lambda pk: None) for uid in (1, 2)]
    raised = together(*[lambda one=one: receive_mail(one) for one in kept])
    assert all(fault is None or isinstance(fault, IntegrityError) for fault in raised)
    assert Case.objects.count() == 1
    for one in IncomingMail.objects.all():  # as the job does, which is tried again
        receive_mail(one)
    assert sorted(IncomingMail.objects.values_list("outcome", flat=True)) == ["duplicate", "opened"]
    assert Case.objects.count() == 1
