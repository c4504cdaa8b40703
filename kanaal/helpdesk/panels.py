"""What the helpdesk adds to lower pages: one's own requests among one's own data (L5)."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kanaal.core.texts import say
from kanaal.helpdesk.models import Request
from kanaal.people import held
from kanaal.people.models import Person


def my_requests(person: Person) -> held.Section:
    """Everything that a person asked the helpdesk to do."""
    rows = [
        {"number": r.number, "kind": r.kind, "values": r.values, "reason": r.reason, "state": r.state_label}
        | {"asked_at": r.asked_at, "decided_at": r.decided_at, "answer": r.answer}
        for r in Request.objects.filter(asked_by=person).order_by("-pk")
    ]
    columns = [("number", say(_("Number"))), ("state", say(_("State"))), ("asked_at", say(_("Asked")))]
    return held.Section("requests", say(_("Your requests to the helpdesk")), rows, columns)


held.SECTIONS.append(my_requests)
