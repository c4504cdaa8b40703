"""What the helpdesk adds to lower pages: one's own requests among one's own data (L5)."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kanaal.core.texts import say
from kanaal.helpdesk.models import Authorisation, Request
from kanaal.people import held
from kanaal.people.models import Person


def my_requests(person: Person) -> held.Section:
    """Everything that a person asked the helpdesk to do."""
    rows = [
        {"number": r.number, "kind": r.kind, "values": r.values, "reason": r.reason, "state": r.state_label}
        | {"asked_at": r.asked_at, "decided_at": r.decided_at, "answer": r.answer}
        | {"attached": [f"{e.name} ({e.digest})" for e in r.evidence.all()]}
        for r in Request.objects.filter(asked_by=person).order_by("-pk").prefetch_related("evidence")
    ]
    columns = [("number", say(_("Number"))), ("state", say(_("State"))), ("asked_at", say(_("Asked")))]
    return held.Section("requests", say(_("Your requests to the helpdesk")), rows, columns)


def my_authorisations(person: Person) -> held.Section:
    """What a person was asked to authorise, and what they said."""
    rows = [
        {"number": a.request.number, "asked_at": a.asked_at, "state": a.state_label, "decided_at": a.decided_at}
        | {"email": a.email, "name": a.name, "word": a.word, "address": a.address}
        for a in Authorisation.objects.filter(person=person).select_related("request").order_by("-pk")
    ]
    columns = [("number", say(_("Number"))), ("state", say(_("State"))), ("asked_at", say(_("Asked")))]
    return held.Section("authorisations", say(_("What you were asked to authorise")), rows, columns)


held.SECTIONS.extend([my_requests, my_authorisations])
