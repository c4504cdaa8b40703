"""What the customer has to do next, the most pressing first; and when there is nothing, what comes (V13)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.texts import Text, name, say, say_many
from kanaal.licensing.access import Access, Known
from kanaal.licensing.rules.authorisations import Owed, State, deadlines, open_in
from kanaal.licensing.rules.commitment import Committed, accept_by, committed
from kanaal.licensing.rules.renewal import due, open_anniversary
from kanaal.licensing.rules.windows import window
from kanaal.licensing.sound import called


@dataclass(frozen=True)
class Next:
    """A line of `{% steps_next %}`."""

    title: Text
    text: Text
    url: str = ""
    button: Text | str = ""
    icon: str = "arrow-right"
    tone: str = ""


@dataclass(frozen=True)
class Situation:
    """All that the steps look at."""

    known: Known
    products: Sequence[Access]
    due: Sequence[Owed]
    waiting: Mapping[str, int]


def steps(seen: Situation) -> list[Next]:
    """Everything that waits for the customer, or will soon."""
    found = [*_payment(seen), *_without(seen), *_commitment(seen), *_pending(seen), *_renewal(seen)]
    return [*found, *_waiting(seen), *_free(seen), *_nothing_yet(seen)]


def _payment(seen: Situation) -> Iterator[Next]:
    if not seen.due:
        return
    count = sum(one.quantity for one in seen.due)
    yield Next(
        say_many(
            "Payment required: %(count)s licence was not ordered in time",
            "Payment required: %(count)s licences were not ordered in time",
            count,
        ),
        say(_("Ask your reseller to order them, or let them go. Until then nothing more can be added.")),
        reverse("console-payment"),
        say(_("What to do")),
        "hourglass",
        "warn",
    )


def _without(seen: Situation) -> Iterator[Next]:
    for one in seen.products:
        if one.without:
            yield Next(
                say_many(
                    "%(count)s user can't use %(product)s",
                    "%(count)s users can't use %(product)s",
                    len(one.without),
                    product=one.name,
                ),
                say(_("More licences are given out than can be used. Take some back, or ask your reseller for more.")),
                reverse("console-licence", args=[one.sku]),
                say(_("Who it is")),
                "user-x",
                "bad",
            )


def _commitment(seen: Situation) -> Iterator[Next]:
    facts, says = seen.known.facts, seen.known.terms.committing
    if facts is None or facts.commitment is None or says is None:
        return
    if committed(facts, seen.known.terms, seen.known.today) is Committed.REQUESTED:
        yield Next(
            say(_("Answer the commitment that your reseller asked for")),
            say(
                _("%(quantity)s licences for years, at one price. You can accept until %(day)s."),
                quantity=facts.commitment.quantity,
                day=accept_by(facts.commitment, says),
            ),
            reverse("admin-commitment"),
            say(_("Look at it")),
            "signature",
            "warn",
        )


def _pending(seen: Situation) -> Iterator[Next]:
    """Licences in use that are still to be ordered: nothing for the customer to do but to know."""
    known = seen.known
    if known.facts is None:
        return
    cycle = known.facts.cycle(known.terms)
    for one in known.facts.additions:
        quantity = open_in(one, cycle, known.terms, known.today, State.PENDING)
        days = deadlines(one, cycle, known.terms)
        if quantity and days is not None:
            yield Next(
                say_many(
                    "%(count)s licence of %(product)s is in use, and not ordered yet",
                    "%(count)s licences of %(product)s are in use, and not ordered yet",
                    quantity,
                    product=called(one.product),
                ),
                say(
                    _("Your reseller orders by %(day)s. Tell it before that day what you don't want to keep."),
                    day=days.order_by,
                ),
                icon="hourglass",
            )


def _renewal(seen: Situation) -> Iterator[Next]:
    known = seen.known
    if known.facts is None:
        return
    anniversary = open_anniversary(known.facts.cycle(known.terms), known.terms.renewing, known.today)
    if anniversary is None or (known.terms.renewing.automatic and known.facts.renews_itself):
        return
    left = sum(one.left for one in due(known.facts, known.terms, anniversary, known.today))
    if left:
        yield Next(
            say_many(
                "Renew %(count)s licence by %(day)s", "Renew %(count)s licences by %(day)s", left,
                day=window(anniversary, known.terms.renewing).last,
            ),
            _late(known.today, anniversary),
            "#reseller",
            say(_("Whom to call")),
            "calendar-clock",
            "warn",
        )  # fmt: skip


def _late(today: dt.date, anniversary: dt.date) -> Text:
    if today >= anniversary:
        return say(
            _("They expired on %(day)s and can still be used. What is not renewed goes after that day."),
            day=anniversary,
        )
    return say(_("They expire on %(day)s. Tell your reseller which of them you want to keep."), day=anniversary)


def _waiting(seen: Situation) -> Iterator[Next]:
    for sku, count in seen.waiting.items():
        yield Next(
            say_many(
                "%(count)s user waits for %(product)s", "%(count)s users wait for %(product)s", count,
                product=called(sku),
            ),
            say(_("Your directory put them into the group, and no licence is free. They get one as soon as there is.")),
            reverse("console-groups"),
            say(_("The groups")),
            "hourglass",
            "warn",
        )  # fmt: skip


def _free(seen: Situation) -> Iterator[Next]:
    free = sum(one.free for one in seen.products)
    if free and not seen.due and not seen.waiting:
        yield Next(
            say_many("%(count)s licence is free", "%(count)s licences are free", free),
            say(_("Give it to somebody who needs it.")) if free == 1 else say(_("Give them to those who need them.")),
            reverse("console-users"),
            say(_("The users")),
            "user-plus",
        )


def _nothing_yet(seen: Situation) -> Iterator[Next]:
    if not seen.products:
        yield Next(
            say(_("There are no licences yet")),
            say(
                _("%(reseller)s adds the licences that you agreed on; you are told by mail."),
                reseller=name(seen.known.agreement.partner.name),
            ),
            "#reseller",
            say(_("Whom to call")),
            "package",
        )
