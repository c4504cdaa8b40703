"""Mails about orders and returns, to the reseller and the distributor's people; each in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext_noop as _

from kanaal.core.decisions import Finding
from kanaal.core.links import absolute
from kanaal.core.texts import Text, name, say
from kanaal.distribution.models import Discrepancy, DistributorFile
from kanaal.distributors.models import Distributor
from kanaal.distributors.policy import RefuseReason
from kanaal.distributors.queries import users_to_tell
from kanaal.licensing.mails.addressing import contact_for, to_contact
from kanaal.licensing.mails.whom import reseller_of
from kanaal.licensing.models import Order, OrderLine, Return
from kanaal.licensing.rules.reconciling import Differs
from kanaal.licensing.sound import called
from kanaal.people.mails import to_person
from kanaal.people.models import Person

Answered = Sequence[tuple[OrderLine, int]]


# --- orders


def order_arrived(order: Order) -> None:
    """To the distributor: who asks for what, and where it is answered."""
    lines = [(line, line.quantity) for line in order.lines.order_by("position")]
    _to_distributor("order_arrived", order, lines=_listed(lines), returns_at_once=order.returns_at_once)


def order_taken_back(order: Order, quantity: int) -> None:
    """To the distributor: it need not answer any more."""
    _to_distributor("order_taken_back", order, quantity=quantity)


def order_confirmed(order: Order, answered: Answered, order_number: str) -> None:
    """To the reseller: what counts as ordered from today on, and what still waits."""
    values = {"lines": _listed(answered), "order_number": order_number, "waits": _waits(order)}
    _to_reseller("order_confirmed", order, **values)


def lines_refused(order: Order, answered: Answered, reason: RefuseReason, note: str) -> None:
    """To the reseller: what was refused, why, and what to do about it."""
    why = {"reason": reason.text, "remedy": reason.remedy, "note": note}
    _to_reseller("lines_refused", order, lines=_listed(answered), waits=_waits(order), **why)


def _waits(order: Order) -> int:
    return sum(line.open for line in order.lines.all())


# --- returns


def return_arrived(asked: Return) -> None:
    """To the distributor: what goes back, why, and until when it should be requested of the vendor."""
    _to_distributor("return_arrived", asked.order, **_about_return(asked), reason=asked.reason)


def return_taken_back(asked: Return) -> None:
    _to_distributor("return_taken_back", asked.order, **_about_return(asked))


def return_requested(asked: Return) -> None:
    _to_reseller("return_requested", asked.order, **_about_return(asked))


def return_not_asked(order: Order, found: Iterable[Finding]) -> None:
    """To the reseller: the order was confirmed and could not go back at once; each reason, with its way out."""
    reasons = [
        say(_("%(reason)s. %(remedy)s"), reason=one.says, remedy=one.remedy or name("")) for one in found if not one.met
    ]
    _to_reseller("return_not_asked", order, reasons=reasons)


def return_authorised(asked: Return) -> None:
    """To both: since today the licences are gone; what comes next is the credit."""
    values = _about_return(asked) | {"rma_number": asked.rma_number, "day": asked.authorised_on}
    _to_reseller("return_authorised", asked.order, **values)
    _to_distributor("return_authorised", asked.order, **values)


def return_refused(asked: Return, reason: RefuseReason, *, by_vendor: bool) -> None:
    """To the reseller; to the distributor, too, when it was the vendor's no."""
    values = _about_return(asked) | {
        "reason": reason.text, "remedy": reason.remedy, "note": asked.refused_why, "by_vendor": by_vendor,
    }  # fmt: skip
    _to_reseller("return_refused", asked.order, **values)
    if by_vendor:
        _to_distributor("return_refused", asked.order, **values)


def return_credited(asked: Return) -> None:
    """To both: the distributor has the money, and passes it on."""
    values = _about_return(asked) | {"credit_number": asked.credit_number}
    _to_reseller("return_credited", asked.order, **values)
    _to_distributor("return_to_pass_on", asked.order, **values)


def credit_passed_on(asked: Return) -> None:
    _to_reseller("credit_passed_on", asked.order, **_about_return(asked), credit_number=asked.passed_on_number)


# --- files


def file_done(file: DistributorFile, to: Person, *, done: int, already: int, faulty: int) -> None:
    """To whoever had a large file carried out: how much of it was done, and what is left to correct."""
    url = absolute("distribution-file", file.pk)
    to_person("file_done", to, file=file.name, done=done, already=already, faulty=faulty, file_url=url)


# --- differences


def difference_found(one: Discrepancy, whom: str, note: str) -> bool:
    """To the distributors that report something of the agreement, or to whoever looks after it at the reseller; False
    where nobody of them can be written to.
    """
    if whom == "reseller":
        contact = contact_for(one.agreement.partner, one.agreement.contact)
        url = absolute("console-customer-counts", one.agreement.number)
        return to_contact("difference_for_reseller", contact, **_about_difference(one, note), url=url) is not None
    url = absolute("distribution-files")
    reporting = Distributor.objects.filter(reported_holdings__agreement=one.agreement_id).distinct().order_by("pk")
    people = [user.person for distributor in reporting for user in users_to_tell(distributor) if user.person]
    for person in people:
        to_person("difference_for_distributor", person, **_about_difference(one, note), url=url)
    return bool(people)


def _about_difference(one: Discrepancy, note: str) -> dict[str, Any]:
    return {
        "product": called(one.sku), "customer": one.agreement.name, "number": one.agreement.number,
        "ordered": one.ordered, "reported": one.reported, "day": one.reported_on, "note": note,
        "more": one.why == Differs.REPORTED_MORE,
    }  # fmt: skip


# --- inside


def _about_return(asked: Return) -> dict[str, Any]:
    """Its number, what goes back, and what comes back for it."""
    lines = asked.lines.select_related("order_line").order_by("order_line__position")
    return {
        "return_number": asked.number,
        "lines": _listed((line.order_line, line.quantity) for line in lines),
        "credit": asked.lines.aggregate(all=Sum("credit"))["all"],
        "return_url": absolute("distribution-return", asked.number),
    }


def _listed(lines: Iterable[tuple[OrderLine, int]]) -> list[Text]:
    return [say(_("%(quantity)s × %(product)s"), quantity=n, product=called(line.sku)) for line, n in lines]


def _about(order: Order) -> dict[str, Any]:
    return {
        "number": order.number,
        "customer": order.agreement.name,
        "reference": order.reference,
        "reseller": order.partner.name,
        "distributor": order.distributor.name,
        "currency": order.currency,
    }


def _to_reseller(mail: str, order: Order, **context: Any) -> None:
    to = reseller_of(order)
    if to is not None:
        to_person(mail, to, **_about(order) | {"order_url": absolute("console-own-order", order.number)} | context)


def _to_distributor(mail: str, order: Order, **context: Any) -> None:
    values = _about(order) | {"order_url": absolute("distribution-order", order.number)} | context
    for user in users_to_tell(order.distributor):
        if user.person is not None:
            to_person(mail, user.person, **values)
