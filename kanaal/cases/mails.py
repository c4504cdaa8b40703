"""Mails about cases. All of a case's mails are one thread, and an answer to any of them lands in the case (H1)."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from kanaal.cases.models import Case, Message
from kanaal.core import outbox
from kanaal.core.links import absolute
from kanaal.core.models import Mail
from kanaal.core.texts import Text
from kanaal.people.models import Person

THREAD = 10
"""Message-IDs that a mail refers to; more makes some servers refuse it."""


def case_received(case: Case) -> Mail | None:
    """To the asker: it has arrived, and by when it is answered."""
    return _post("case_received", case, answer_by=case.answer_by)


def case_answered(case: Case, message: Message) -> Mail | None:
    return _post("case_answered", case, message, lines=_lines(message))


def case_question(case: Case, message: Message) -> Mail | None:
    """To the asker: we need to know more, and wait."""
    return _post("case_question", case, message, lines=_lines(message))


def case_solved(case: Case, message: Message) -> Mail | None:
    return _post("case_solved", case, message, lines=_lines(message))


def case_merged(case: Case, into: Case) -> Mail | None:
    """To the asker of each of two cases that are one now. The other's number is named to its own asker alone."""
    ours = case.asked_by_id is not None and case.asked_by_id == into.asked_by_id
    return _post("case_merged", case, into=into.number if ours else "", case_url=_url(into if ours else case))


def attachment_refused(case: Case, names: list[str], reasons: list[Text]) -> Mail | None:
    """To whoever sent a mail with files that we don't take: which, why, and that the words have arrived."""
    return _post("attachment_refused", case, names=names, reasons=reasons)


def case_handed_over(case: Case, to: Person) -> Mail:
    """To the colleague who looks after a case from now on (P11)."""
    return _to_person("case_handed_over", case, to)


def case_promise_warned(case: Case, to: Person) -> Mail:
    return _to_person("case_promise_warned", case, to)


def case_promise_broken(case: Case, to: Person) -> Mail:
    return _to_person("case_promise_broken", case, to)


def case_added_to(case: Case, to: Person) -> Mail:
    """To the agent who has the case in hand: the asker wrote."""
    return _to_person("case_added_to", case, to)


def _to_person(name: str, case: Case, to: Person) -> Mail:
    context = {"name": str(to), "number": case.number, "subject": case.subject, "due_at": case.due_at}
    return outbox.post(
        name, to=to.email, language=to.language, person_id=to.pk, context={**context, "case_url": _url(case)}
    )


def _post(name: str, case: Case, message: Message | None = None, **context: Any) -> Mail | None:
    """A mail of the thread to whoever asked; None where there is nobody who may be written to."""
    person = case.asked_by
    to = person.email if person else case.claimed_email
    if not to:
        return None
    values: dict[str, Any] = {"name": str(person) if person else "", "number": case.number, "subject": case.subject}
    values |= {"case_url": _url(case) if person else "", "by_mail": bool(settings.KANAAL_HELPDESK_ADDRESS)}
    mail = outbox.post(
        name,
        to=to,
        language=person.language if person else case.language,
        person_id=person.pk if person else None,
        context=values | context,
        reply_to=reply_address(case),
        headers=_thread(case),
    )
    if message is not None:
        Message.objects.filter(pk=message.pk).update(mailed_as=mail.message_id)
    return mail


def reply_address(case: Case) -> str:
    """Where an answer goes so that it finds its case: `helpdesk+SECRET@…`; nothing where no mail is taken in."""
    if not settings.KANAAL_HELPDESK_ADDRESS:
        return ""
    local, _, domain = settings.KANAAL_HELPDESK_ADDRESS.partition("@")
    return f"{local}+{case.token}@{domain}"


def _thread(case: Case) -> dict[str, str]:
    """In-Reply-To and References: what was said before, by either side."""
    said = case.messages.select_related("by_mail").defer("by_mail__raw").order_by("-pk")[:THREAD]
    ids = [m.by_mail.message_id if m.by_mail else m.mailed_as for m in reversed(said)]
    known = [one for one in ids if one]
    return {"In-Reply-To": known[-1], "References": " ".join(known)} if known else {}


def _lines(message: Message) -> list[str]:
    return [line for line in message.body.split("\n") if line.strip()]


def _url(case: Case) -> str:
    return absolute("case", case.pk)
