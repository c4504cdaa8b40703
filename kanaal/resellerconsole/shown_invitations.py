"""An invitation as the reseller sees it: what was said, and what happens next and why."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kanaal.core import clock, formats
from kanaal.customers import sound
from kanaal.licensing import knowing
from kanaal.licensing.models import CustomerInvitation
from kanaal.licensing.shown_invitation import address_of, state_key


@dataclass(frozen=True)
class Next:
    """How it stands, and what happens next: the tone and title of a note, and its sentences."""

    tone: str
    title: str
    texts: tuple[str, ...]


def facts_of(invitation: CustomerInvitation) -> list[tuple[str, object]]:
    """What was said of the customer, and how the invitation went out."""
    rows: list[tuple[str, object]] = [
        (_("Address"), address_of(invitation)),
        (_("Market segment"), sound.segments().get(invitation.segment, invitation.segment)),
        (_("Kind of agreement"), knowing.kind_of(invitation).name),
        (_("Administrator"), invitation.admin_name),
        (_("E-mail address"), invitation.email),
        (_("Language"), formats.language(invitation.language)),
        (_("Looked after by"), str(invitation.contact) if invitation.contact else ""),
        (_("Sent"), formats.moment(invitation.sent_at) if invitation.sent_count else _("is being sent")),
        (_("Times sent"), formats.number(invitation.sent_count)),
        (_("Can be accepted until"), formats.date(invitation.until)),
    ]
    if invitation.account is not None:
        rows.insert(0, (_("Account"), f"{invitation.account.name} ({invitation.account.number})"))
    return [(label, value) for label, value in rows if value]


def what_next(invitation: CustomerInvitation) -> Next:
    """For each state: what the reseller can expect, or has to do."""
    return {"open": _open, "taken": _taken, "accepted": _accepted, "withdrawn": _withdrawn, "expired": _expired}[
        state_key(invitation)
    ](invitation)


def _open(invitation: CustomerInvitation) -> Next:
    days = (invitation.until - clock.today()).days
    if days < 0:
        return _expired(invitation)
    texts = (
        _("The customer opens the link in the mail, signs in with %(email)s and accepts the terms. Then the agreement "
          "gets its number, you get a mail, and can add licences.") % {"email": invitation.email},
        _("Nothing heard? Send it again, or correct the address. After %(until)s it expires; you are told.")
        % {"until": formats.date(invitation.until)},
    )  # fmt: skip
    return Next("info", _("Waiting for the customer"), texts)


def _taken(invitation: CustomerInvitation) -> Next:
    says = _("The customer wanted to accept on %(day)s. That was not possible: an agreement in force has the name "
             "%(name)s already. The customer has been told that you will send the invitation again.")  # fmt: skip
    day = formats.date(clock.date_of(invitation.taken_at)) if invitation.taken_at else ""
    other = _("Is it the same organisation, with another reseller? Then it needs no second agreement: ask the customer "
              "for its consent code, and the helpdesk for the move.")  # fmt: skip
    return Next("warn", _("It needs another name"), (says % {"day": day, "name": invitation.name}, other))


def _accepted(invitation: CustomerInvitation) -> Next:
    number = invitation.agreement.number if invitation.agreement else ""
    says = _("The agreement has the number %(number)s. You can add licences for it.") % {"number": number}
    return Next("ok", _("Accepted"), (says,))


def _withdrawn(invitation: CustomerInvitation) -> Next:
    return Next(
        "neutral",
        _("Withdrawn"),
        (_("The link says so to whoever opens it. To invite the customer, begin a new one."),),
    )


def _expired(invitation: CustomerInvitation) -> Next:
    says = _("It could be accepted until %(until)s. Send it again, to another address if this one was wrong: the days "
             "count anew, and the link in earlier mails works again.")  # fmt: skip
    return Next("warn", _("Expired"), (says % {"until": formats.date(invitation.until)},))
