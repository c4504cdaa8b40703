"""The asker's own agreements, looked at by the very rules: what an article is about, found in one's own case (H3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.texts import Text, Words, name, say, say_many
from kanaal.helpcentre.diagnoses import Asker
from kanaal.licensing.knowing import facts_of_many, terms_of, today_of
from kanaal.licensing.lists import standing_in
from kanaal.licensing.models import Agreement, CustomerInvitation
from kanaal.licensing.queries import agreements_seen_by
from kanaal.licensing.rules.authorisations import Owed, State, owed
from kanaal.licensing.rules.lists import Listed
from kanaal.licensing.rules.renewal import shown_on
from kanaal.licensing.rules.windows import Shown, WhyShown
from kanaal.licensing.sound import called
from kanaal.nfr.queries import kit_of
from kanaal.nfr.standing import level_brings

LOOKED_AT, SHOWN = 40, 8
"""So many agreements are looked at whole, and so many are shown."""
AROUND = dt.timedelta(days=100)
"""So far from today an anniversary lies whose date may wait; more than any window is long."""


@dataclass(frozen=True)
class Line:
    """One thing that was found, and where it is mended."""

    says: Text | Words
    mark: Text
    tone: str = "info"
    url: str = ""
    label: Text | None = None


@dataclass(frozen=True)
class Situation:
    """How it is for whoever asks."""

    says: Text
    lines: tuple[Line, ...] = ()


def situation(article: str, asker: Asker) -> Situation | None:
    """What of an article is so in the asker's own case; None where it is about nothing of theirs."""
    look = SITUATIONS.get(article)
    return look(asker) if look is not None else None


def _mine(asker: Asker) -> QuerySet[Agreement] | None:
    """The agreements that the asker looks after; None for whoever has nothing to do with any."""
    if not asker.actor.acts_as("contact") and not asker.actor.acts_as("administrator"):
        return None
    return agreements_seen_by(asker.actor).filter(state="live", not_for_resale=False)


def _old_dates(asker: Asker) -> Situation | None:
    """Each agreement that was renewed and still shows the old date, and the day on which it moves (V7)."""
    mine, today = _mine(asker), clock.today()
    if mine is None:
        return None
    near = list(mine.filter(anniversary__range=(today - AROUND, today + AROUND)).order_by("anniversary")[:LOOKED_AT])
    known = facts_of_many(near)
    lines = []
    for one in near:
        facts, day = known[one.pk], today_of(one)
        if facts is not None and facts.begins <= day:
            shown = shown_on(facts, terms_of(one), day)
            lines += [_waits(one, shown, asker)] if shown.why is WhyShown.RENEWED_BUT_WAITS else []
    if not lines:
        return Situation(say(_("Of none of your agreements a date waits now.")))
    return Situation(say(_("These are renewed, and their date still waits:")), tuple(lines[:SHOWN]))


def _waits(one: Agreement, shown: Shown, asker: Asker) -> Line:
    says = say(
        _("%(name)s (%(number)s) shows %(old)s until %(day)s; it is renewed until %(until)s."),
        name=name(one.name), number=name(one.number), old=shown.expires, day=shown.moves_on, until=shown.renewed_until,
    )  # fmt: skip
    return Line(says, say(_("renewed")), "ok", *_to(one, asker))


def _payments(asker: Asker) -> Situation | None:
    """Which licences of which agreement are overdue or suspended, the oldest first (V4)."""
    mine = _mine(asker)
    if mine is None:
        return None
    found = list(mine.filter(standing_in(Listed.PAYMENT_REQUIRED, clock.today())).order_by("owes_on", "pk")[:SHOWN])
    known = facts_of_many(found)
    lines = [
        _owes(one, each, asker)
        for one in found
        if (facts := known[one.pk]) is not None
        for each in owed(facts, terms_of(one), today_of(one))
    ]
    if not lines:
        return Situation(say(_("None of your agreements requires payment now.")))
    return Situation(say(_("Payment is required for these:")), tuple(lines))


def _owes(one: Agreement, each: Owed, asker: Asker) -> Line:
    says = say_many(
        "%(count)s licence of %(product)s of %(name)s (%(number)s), added on %(day)s and not ordered.",
        "%(count)s licences of %(product)s of %(name)s (%(number)s), added on %(day)s and not ordered.",
        each.quantity,
        product=called(each.product),
        name=name(one.name),
        number=name(one.number),
        day=each.added,
    )
    suspended = each.state is State.SUSPENDED
    mark = say(_("suspended")) if suspended else say(_("overdue"))
    return Line(says, mark, "bad" if suspended else "warn", *_to(one, asker))


def _to(one: Agreement, asker: Asker) -> tuple[str, Text]:
    """Where the asker looks at the agreement: the reseller at the customer's page, the customer in its own console."""
    if asker.actor.acts_as("administrator"):
        return _address("admin-console"), say(_("Open your console"))
    return _address("console-customer", one.number), say(_("Open the customer"))


def _invitations(asker: Asker) -> Situation | None:
    """Invitations that can't be accepted as they are: the name is taken, or they are over (V3)."""
    company = asker.company
    if company is None:
        return None
    waiting = CustomerInvitation.objects.filter(partner=company, state__in=("open", "expired")).order_by("-pk")
    stuck = [one for one in waiting[:LOOKED_AT] if one.state == "expired" or one.taken_at is not None]
    if not stuck:
        return Situation(say(_("None of your invitations is stuck now.")))
    return Situation(say(_("These can't be accepted as they are:")), tuple(_stuck(stuck[:SHOWN])))


def _stuck(found: Iterable[CustomerInvitation]) -> Iterable[Line]:
    for one in found:
        url, label = _address("console-invitation", one.number), say(_("Open the invitation"))
        if one.state == "expired":
            says = say(_("%(name)s could accept until %(day)s."), name=name(one.name), day=one.until)
            yield Line(says, say(_("expired")), "warn", url, label)
        else:
            says = say(_("Another agreement is called %(name)s, too."), name=name(one.name))
            yield Line(says, say(_("needs another name")), "bad", url, label)


def _kit(asker: Asker) -> Situation | None:
    """What the asker's level brings for the company's own use (N1)."""
    company = asker.company
    if company is None:
        return None
    if not level_brings(company):
        return Situation(say(_("Your company's level brings no licences for your own use.")))
    lines = [
        Line(
            one.text,
            say(_("%(count)s × %(product)s"), count=one.quantity, product=called(one.product)),
        )
        for one in kit_of(company)
    ]
    return Situation(say(_("Your level brings this:")), tuple(lines))


def _administrators(asker: Asker) -> Situation | None:
    """Whoever administers an agreement is led to where it is changed."""
    if not asker.actor.acts_as("administrator"):
        return None
    line = Line(
        say(_("You administer an agreement, and can see who else does.")), say(_("administrator")), "ok",
        _address("console-administrators"), say(_("Administrators")),
    )  # fmt: skip
    return Situation(say(_("It is done in your own console:")), (line,))


def _address(page: str, *args: str) -> str:
    try:
        return reverse(page, args=args)
    except NoReverseMatch:
        return ""


SITUATIONS: dict[str, Callable[[Asker], Situation | None]] = {
    "old-date": _old_dates,
    "payment-required": _payments,
    "invitation-refused": _invitations,
    "nfr-kit": _kit,
    "nfr-licences": _kit,
    "nfr-renewal": _kit,
    "other-administrator": _administrators,
}
"""Article → what is looked at for whoever reads it."""
