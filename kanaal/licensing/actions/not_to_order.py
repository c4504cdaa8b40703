"""Why an authorisation can't be ordered, or not so many of it (V4)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, name, say
from kanaal.licensing.models import Agreement
from kanaal.licensing.rules.authorisations import State


class NotToOrder(Refusal):
    """No authorisation of this customer, or one of which nothing is left to order."""

    def __init__(self, agreement: Agreement, number: str, standing: State | None) -> None:
        says = {
            None: _("%(number)s is no authorisation of this customer."),
            State.LAPSED: _("%(number)s ended with its term, free of charge; it can't be ordered any more."),
            State.REMOVED: _("%(number)s was removed; nothing of it can be ordered."),
        }.get(standing, _("%(number)s is ordered already."))
        remedy = _("Order new licences instead.") if standing else _("Choose from what is open, as the page shows it.")
        link = reverse("console-order", args=[agreement.number])
        label = say(_("To the order"))
        super().__init__(say(says, number=name(number[:24])), remedy=say(remedy), link=link, label=label)


class NotSoManyOpen(Refusal):
    """More than is open, or part of it is in another order that waits."""

    def __init__(self, agreement: Agreement, number: str, left: int, waiting: int) -> None:
        says, remedy = self._words(number, left, waiting)
        super().__init__(
            says,
            remedy=remedy,
            link=reverse("console-customer", args=[agreement.number]) + "#orders" if waiting else "",
            label=say(_("See the orders")) if waiting else None,
        )

    def _words(self, number: str, left: int, waiting: int) -> tuple[Text, Text]:
        """Whoever pressed twice is not to be told to take back what they have just asked for."""
        says = say(_("Of %(number)s %(left)s can be ordered now."), number=name(number), left=left)
        if not waiting:
            return says, say(_("Order so many, or fewer; for more, add new licences to the order."))
        if left:
            first = _("%(waiting)s are in another order, which waits for its distributor. Withdraw that one first.")
            return says, say(first, waiting=waiting)
        return (
            say(_("All that is open of %(number)s is in an order already, which waits."), number=name(number)),
            say(_("Nothing more needs to be done. Withdraw that order only if it is to be another.")),
        )
