"""What this module adds to pages of lower ones: one's own cases among one's own data (L5)."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.cases.models import Case, IncomingMail, Message
from kanaal.core.actors import Actor
from kanaal.core.texts import say
from kanaal.people import held, roles
from kanaal.people.models import Person
from kanaal.people.queries import addresses_of


def my_cases(person: Person) -> held.Section:
    """Every case that a person asked, with all that they and the helpdesk said in it."""
    found = Case.objects.filter(asked_by=person).prefetch_related("messages__attachments").order_by("-pk")
    rows = [
        {"number": c.number, "subject": c.subject, "state": c.state_label, "asked_at": c.asked_at}
        | {"solved_at": c.solved_at, "rating": c.rating, "rating_words": c.rating_words, "messages": _said(c)}
        for c in found
    ]
    columns = [("number", say(_("Number"))), ("subject", say(_("Subject"))), ("state", say(_("State")))]
    columns.append(("asked_at", say(_("Asked"))))
    return held.Section("cases", say(_("Your cases with the helpdesk")), rows, columns)


def my_incoming_mails(person: Person) -> held.Section:
    """Mails that came from the person's own addresses, as they were kept."""
    found = IncomingMail.objects.filter(sender__in=addresses_of(person)).defer("raw").order_by("-pk")
    rows = [{"came_at": m.came_at, "sender": m.sender, "message_id": m.message_id, "size": m.size} for m in found]
    columns = [("came_at", say(_("Came in"))), ("sender", say(_("From"))), ("size", say(_("Bytes")))]
    return held.Section("incoming_mails", say(_("Mails from you to the helpdesk")), rows, columns)


def _said(case: Case) -> list[dict[str, object]]:
    return [
        {"at": m.at, "from": m.kind, "text": m.body, "files": [a.original_name for a in m.attachments.all()]}
        for m in case.messages.all()
        if m.kind != Message.Kind.NOTE and not m.claimed_email
    ]


def ask_card(actor: Actor) -> Iterable[roles.Card]:
    """For somebody without a role (P7): the helpdesk is there for them, too."""
    title, text = say(_("A question?")), say(_("The helpdesk answers, also when you have no role here yet."))
    return [roles.Card(title, text, reverse("new-case"), say(_("Ask the helpdesk")))]


roles.NO_ROLE.append(ask_card)
held.SECTIONS.extend([my_cases, my_incoming_mails])
