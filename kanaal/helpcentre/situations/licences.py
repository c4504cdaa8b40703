"""What is so of the asker's own agreements (H3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.texts import Text, name, say, say_many
from kanaal.helpcentre.diagnoses import Asker
from kanaal.helpcentre.situations.shown import SHOWN, Line, Situation, about, address
from kanaal.licensing.conditions import uses_console
from kanaal.licensing.knowing import facts_of_many, terms_of, today_of
from kanaal.licensing.lists import standing_in
from kanaal.licensing.models import Administrator, Agreement, CustomerInvitation
from kanaal.licensing.queries import agreements_seen_by
from kanaal.licensing.rules.authorisations import Owed, State, owed
from kanaal.licensing.rules.lists import Listed
from kanaal.licensing.rules.renewal import shown_on
from kanaal.licensing.rules.windows import Shown, WhyShown
from kanaal.licensing.sound import called
from kanaal.nfr.queries import kit_of
from kanaal.nfr.standing import level_brings

LOOKED_AT = 40
"""So many agreements are looked at whole."""
AROUND = dt.timedelta(days=100)
"""So far from today an anniversary lies whose date may wait; more than any window is long."""


def _mine(asker: Asker) -> QuerySet[Agreement] | None:
    """The agreements that the asker looks after; None for whoever has nothing to do with any."""
    if not asker.actor.acts_as("administrator") and not _uses_console(asker):
        return None
    return agreements_seen_by(asker.actor).filter(state="live", not_for_resale=False)


def _uses_console(asker: Asker) -> bool:
    return asker.company is not None and uses_console.ask(asker.actor, asker.company).met


@about("old-date")
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


@about("payment-required")
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
        return address("admin-console"), say(_("Open your console"))
    return address("console-customer", one.number), say(_("Open the customer"))


@about("invitation-refused")
def _invitations(asker: Asker) -> Situation | None:
    """Invitations that can't be accepted as they are: the name is taken, or they are over (V3)."""
    company = asker.company
    if company is None or not _uses_console(asker):
        return None
    waiting = CustomerInvitation.objects.filter(partner=company, state__in=("open", "expired")).order_by("-pk")
    stuck = [one for one in waiting[:LOOKED_AT] if one.state == "expired" or one.taken_at is not None]
    if not stuck:
        return Situation(say(_("None of your invitations is stuck now.")))
    return Situation(say(_("These can't be accepted as they are:")), tuple(_stuck(stuck[:SHOWN])))


def _stuck(found: Iterable[CustomerInvitation]) -> Iterable[Line]:
    for one in found:
        url, label = address("console-invitation", one.number), say(_("Open the invitation"))
        if one.state == "expired":
            says = say(_("%(name)s could accept until %(day)s."), name=name(one.name), day=one.until)
            yield Line(says, say(_("expired")), "warn", url, label)
        else:
            says = say(_("Another agreement is called %(name)s, too."), name=name(one.name))
            yield Line(says, say(_("needs another name")), "bad", url, label)


@about("nfr-kit", "nfr-licences", "nfr-renewal")
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


@about("other-administrator")
def _administrators(asker: Asker) -> Situation | None:
    """Whoever administers an agreement is led to where it is changed; a reseller reads whom to ask at the customer."""
    if asker.actor.acts_as("administrator"):
        line = Line(
            say(_("You administer an agreement, and can see who else does.")), say(_("administrator")), "ok",
            address("console-administrators"), say(_("Administrators")),
        )  # fmt: skip
        return Situation(say(_("It is done in your own console:")), (line,))
    mine = _mine(asker)
    if mine is None:
        return None
    found = list(mine.order_by("name_key", "pk")[:SHOWN])
    if not found:
        return Situation(say(_("You have no customers with an agreement yet.")))
    primary = Administrator.objects.filter(agreement__in=found, primary=True, active=True).select_related("person")
    by_agreement = {one.agreement_id: one for one in primary}
    return Situation(
        say(_("These people are the primary administrators of your customers, and make the change:")),
        tuple(_administered(one, by_agreement.get(one.pk), asker) for one in found),
    )


def _administered(one: Agreement, primary: Administrator | None, asker: Asker) -> Line:
    if primary is None:
        return Line(say(_("%(name)s has none now."), name=name(one.name)), say(_("nobody")), "warn", *_to(one, asker))
    says = say(
        _("%(name)s: %(person)s, %(email)s"),
        name=name(one.name), person=name(str(primary.person)), email=name(primary.email),
    )  # fmt: skip
    return Line(says, say(_("administrator")), "info", *_to(one, asker))


@about("customer-moves")
def _own_reseller(asker: Asker) -> Situation | None:
    """The customer's own administrator makes the code."""
    if not asker.actor.acts_as("administrator"):
        return None
    says = say(_("You administer the agreement: the code for another reseller is made in your own console."))
    line = Line(says, say(_("administrator")), "ok", address("console-switch"), say(_("Your reseller")))
    return Situation(say(_("It begins with you:")), (line,))


@about("customer-name", "market-segment", "customer-number", "console-closed", "console-guide", "agreement-contact")
def _asks_reseller(asker: Asker) -> Situation | None:
    """For a customer it is done by its reseller, who is named."""
    mine = _mine(asker) if asker.actor.acts_as("administrator") else None
    if mine is None:
        return None
    says, label = _("%(name)s (%(number)s) buys of %(partner)s."), say(_("Open your console"))
    lines = (
        Line(
            say(says, name=name(one.name), number=name(one.number), partner=name(one.partner.name)),
            say(_("your reseller")), "info", address("admin-console"), label,
        )
        for one in mine.select_related("partner").order_by("name_key", "pk")[:SHOWN]
    )  # fmt: skip
    return Situation(say(_("This is done by your reseller: ask there.")), tuple(lines))
