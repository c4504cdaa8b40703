"""Taking in a mail that was stored before: once, whole, and never as more than words (H1, L3)."""

from __future__ import annotations

import datetime as dt
import re

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.cases import mails, permissions, rules
from kanaal.cases.actions.asking import begin, company_of, hear, tell_agent
from kanaal.cases.conversation import note_refused, write_down
from kanaal.cases.events import CaseOpenedByMail, CaseReopened, MailBounced, MailReceived
from kanaal.cases.incoming.parsing import Letter, read
from kanaal.cases.models import Case, IncomingMail, Message
from kanaal.cases.policy import CasesPolicy
from kanaal.cases.promises import promise_anew
from kanaal.cases.sound import Upload, sort_out
from kanaal.core import clock
from kanaal.core.actors import CLOCK, Actor
from kanaal.core.events import record
from kanaal.core.files import MEGABYTE
from kanaal.core.models import Mail
from kanaal.core.texts import Text, say
from kanaal.partners.models import Contact
from kanaal.people.models import Person
from kanaal.people.queries import by_address, has_proved_address
from kanaal.programme.policies import policy
from kanaal.programme.policy import ProgrammePolicy

NO_SUBJECT = _("(no subject)")
_AN_HOUR = dt.timedelta(hours=1)
_NUMBER = re.compile(r"\b[A-Z]{1,12}-\d{6,12}-\d\b")


@transaction.atomic
def receive_mail(incoming: IncomingMail, *, by: Actor = CLOCK) -> IncomingMail:
    """Do with a stored mail what its circumstances ask for. A mail that was handled before stays as it is."""
    incoming = IncomingMail.locked(incoming.pk)
    permissions.receive_mail.check(by, incoming)
    if incoming.state != IncomingMail.State.WAITING:
        return incoming

    letter = read(bytes(incoming.raw))
    incoming.sender, incoming.message_id = letter.sender, letter.message_id
    case, sender = _case_of(letter), by_address(letter.sender) if letter.sender else None
    outcome = rules.outcome(_circumstances(incoming, letter, case, sender))

    match outcome:
        case "bounce":
            case = _note_bounce(letter, by)
        case "added" | "added_unverified":
            assert case is not None  # noqa: S101 - told to the type checker: found, or it would not be added
            case = _add(case, letter, incoming, sender if outcome == "added" else None, by)
        case "opened" | "opened_unverified":
            case = _open(letter, incoming, sender if outcome == "opened" else None, by)
        case _:
            pass
    quiet = outcome in rules.QUIET
    incoming.state = IncomingMail.State.IGNORED if quiet else IncomingMail.State.HANDLED
    incoming.outcome, incoming.case = outcome, case
    incoming.save(update_fields=["sender", "message_id", "state", "outcome", "case"])
    return incoming


def _circumstances(mail: IncomingMail, letter: Letter, case: Case | None, sender: Person | None) -> rules.Circumstances:
    before = IncomingMail.objects.filter(fingerprint=mail.fingerprint).exclude(pk=mail.pk)
    return rules.Circumstances(
        seen_before=before.exclude(state=IncomingMail.State.WAITING).exists(),
        ours=_is_ours(letter),
        bounce=letter.is_bounce,
        automatic=bool(letter.automatic),
        too_many=_too_many(mail, letter),
        case_found=case is not None,
        takes_part=case is not None and sender is not None and _takes_part(sender, case),
        known=sender is not None and sender.is_active and has_proved_address(sender),
        trusted=rules.claim_holds(letter.auth_results, settings.KANAAL_MAIL_AUTHSERV, letter.sender),
    )


def _is_ours(letter: Letter) -> bool:
    """A mail of our own that came back to us: by its Message-ID, or by its sender."""
    domain = letter.message_id.rstrip(">").rpartition("@")[2].lower()
    ours = settings.KANAAL_HELPDESK_ADDRESS.lower()
    return domain == settings.KANAAL_MAIL_DOMAIN.lower() or (bool(ours) and letter.sender == ours)


def _too_many(mail: IncomingMail, letter: Letter) -> bool:
    if not letter.sender:
        return False
    since = mail.came_at - _AN_HOUR
    sent = IncomingMail.objects.filter(sender=letter.sender, came_at__gt=since).exclude(pk=mail.pk)
    return sent.count() >= policy(CasesPolicy).mails_an_hour


def _case_of(letter: Letter) -> Case | None:
    """The case a mail answers: by the address it was sent to, by what it refers to, else by the number it names.

    Merged cases lead to the one in which they go on.
    """
    found = _by_token(letter) or _by_reference(letter) or _by_number(letter)
    seen = set()
    while found is not None and found.merged_into_id and found.pk not in seen:
        seen.add(found.pk)
        found = found.merged_into
    return Case.locked(found.pk) if found else None


def _by_token(letter: Letter) -> Case | None:
    local, _at, domain = settings.KANAAL_HELPDESK_ADDRESS.lower().partition("@")
    if not local:
        return None
    tokens = [to[len(local) + 1 : -len(domain) - 1] for to in letter.to if to.endswith(f"@{domain}")
              and to.startswith(f"{local}+")]  # fmt: skip
    return Case.objects.filter(token__in=tokens).first() if tokens else None


def _by_reference(letter: Letter) -> Case | None:
    if not letter.references:
        return None
    said = Message.objects.filter(mailed_as__in=letter.references).select_related("case").order_by("-pk").first()
    if said is not None:
        return said.case
    ours = Mail.objects.filter(message_id__in=letter.references, reply_to__contains="+").order_by("-pk").first()
    token = ours.reply_to.partition("@")[0].rpartition("+")[2] if ours else ""
    return Case.objects.filter(token=token).first() if token else None


def _by_number(letter: Letter) -> Case | None:
    """A number can be guessed: it finds a case only for those who take part in it."""
    sender = by_address(letter.sender) if letter.sender else None
    if sender is None:
        return None
    for case in Case.objects.filter(number__in=_NUMBER.findall(letter.subject.upper())[:5]):
        if _takes_part(sender, case):
            return case
    return None


def _takes_part(person: Person, case: Case) -> bool:
    if case.asked_by_id == person.pk:
        return True
    primary = Contact.objects.filter(person=person, partner=case.partner, active=True, kind=Contact.Kind.PRIMARY)
    return case.partner_id is not None and primary.exists()


def _open(letter: Letter, incoming: IncomingMail, sender: Person | None, by: Actor) -> Case:
    rule = policy(CasesPolicy)
    case = begin(
        category=rule.mail_category,
        subject=letter.subject or str(Text(NO_SUBJECT)),
        asker=sender,
        partner=company_of(sender) if sender else None,
        queue="" if sender else rule.unverified_queue,
        claimed_email="" if sender else letter.sender,
        language="" if sender else policy(ProgrammePolicy).default_language,
    )
    _write(case, letter, incoming, sender)
    fact = CaseOpenedByMail(case_id=case.pk, number=case.number, category=case.category, incoming_id=incoming.pk)
    record(fact, about=case, by=by, person_id=sender.pk if sender else None)
    if sender is not None:  # a stranger is told nothing: the address may be anybody's
        mails.case_received(case)
    return case


def _add(case: Case, letter: Letter, incoming: IncomingMail, sender: Person | None, by: Actor) -> Case:
    """Into the case; from an address that is not in it, for the helpdesk's eyes only, and moving nothing."""
    if sender is not None and case.state in ("solved", "closed"):
        if not permissions.not_too_late(by, case).met:
            return _open(letter, incoming, sender, by)  # long over: a new case, which names the old one in its subject
        case.step("reopen")
        promise_anew(case, clock.now())
        case.save()
        record(CaseReopened(case_id=case.pk, number=case.number), about=case, by=by)
    _write(case, letter, incoming, sender)
    if sender is not None:
        hear(case)
    fact = MailReceived(
        case_id=case.pk, number=case.number, incoming_id=incoming.pk, outcome="added" if sender else "added_unverified"
    )
    record(fact, about=case, by=by, person_id=sender.pk if sender else None)
    tell_agent(case)
    return case


def _write(case: Case, letter: Letter, incoming: IncomingMail, sender: Person | None) -> Message:
    body, quoted = rules.divide_quote(letter.text)
    kept, refused = sort_out(letter.files)
    message = write_down(
        case,
        Message.Kind.ASKER,
        body,
        author_id=sender.pk if sender else None,
        claimed_email="" if sender else (letter.sender or "?"),
        quoted=quoted,
        mail=incoming,
        files=kept,
    )
    if incoming.cut:
        refused = [*refused, _too_long(incoming)]
    note_refused(message, refused)
    if refused and sender is not None:
        mails.attachment_refused(case, [u.name for u, _why in refused], [why for _u, why in refused])
    return message


def _too_long(incoming: IncomingMail) -> tuple[Upload, Text]:
    says = say(
        _("The mail has %(size)s MB, more than what is fetched. Its beginning is here, the rest is in the mailbox."),
        size=incoming.size // MEGABYTE,
    )
    return Upload("mail.eml", b"", incoming.size), says


def _note_bounce(letter: Letter, by: Actor) -> Case | None:
    """What came back is written at the mail that it was about."""
    if not letter.bounce_of:
        return None
    said = " ".join(letter.text.split())[:500]
    Mail.objects.filter(message_id=letter.bounce_of).update(error=f"came back: {said}"[:1000])
    message = Message.objects.filter(mailed_as=letter.bounce_of).select_related("case").first()
    if message is None:
        return None
    Message.objects.filter(pk=message.pk).update(bounced=said or "?")
    case: Case = message.case
    record(MailBounced(case_id=case.pk, number=case.number, message_id=message.pk), about=case, by=by)
    tell_agent(case)
    return case
