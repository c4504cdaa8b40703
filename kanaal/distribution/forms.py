"""Forms of distribution: what narrows the lists, and the answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kanaal.core.forms import ActionForm, Filters, all_seen
from kanaal.core.texts import Text
from kanaal.distribution.models import Discrepancy
from kanaal.distribution.sizes import LONGEST
from kanaal.distributors.policy import About, RefuseReasonsPolicy
from kanaal.licensing.models import OrderLine
from kanaal.licensing.sound import called
from kanaal.programme.policies import policy

ORDER_STATES = [
    ("asked", _("Waiting for an answer")),
    ("answered", _("Answered")),
    ("withdrawn", _("Withdrawn")),
    ("all", _("All")),
]
ORDER_KINDS = [
    ("", _("Every kind")),
    ("new", _("New licences")),
    ("renewal", _("Renewals")),
    ("return", _("Order, and return at once")),
]
RETURN_STATES = [
    ("mine", _("Wait for you")),
    ("asked", _("Wait for the distributor")),
    ("requested", _("Wait for the vendor")),
    ("authorised", _("Wait for the vendor's credit")),
    ("credited", _("Wait for the distributor's credit")),
    ("over", _("Over")),
    ("all", _("All")),
]

DIFFERENCE_STATES = [("", _("Wait for the desk")), ("asked", _("Somebody was asked")), ("all", _("All"))]


def _search(hint: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"type": "search", "placeholder": hint})
    return forms.CharField(label=_("Search"), required=False, max_length=120, widget=widget)


class OrderFilters(Filters):
    """`q` finds by any number that somebody may have in hand."""

    q = _search(_("Order, reference, VIP, PA, RMA, your number"))
    state = forms.ChoiceField(label=_("State"), choices=ORDER_STATES, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=ORDER_KINDS, required=False)
    reseller = forms.ChoiceField(label=_("Reseller"), required=False)

    def __init__(self, *args: Any, resellers: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("reseller", [("", gettext("Every reseller")), *resellers])

    @property
    def asked(self) -> dict[str, Any]:
        """What the list shows: what waits, unless a number is looked for or another state is chosen."""
        chosen = dict(self.chosen)
        state = chosen.get("state") or ("all" if chosen.get("q") else "asked")
        return chosen | {"state": "" if state == "all" else state}


class ReturnFilters(Filters):
    """`mine`: the states that wait for whoever looks; they stand there first."""

    mine: tuple[str, ...] = ("asked", "credited")
    q = _search(_("Return, RMA, order, VIP, credit, customer"))
    state = forms.ChoiceField(label=_("State"), choices=RETURN_STATES, required=False)

    @property
    def asked(self) -> dict[str, Any]:
        """What the list shows: what waits, unless a number is looked for or another state is chosen."""
        chosen = dict(self.chosen)
        state = chosen.get("state") or ("all" if chosen.get("q") or chosen.get("distributor") else "mine")
        known = {"mine": self.mine, "all": (), "over": ("passed_on", "refused", "withdrawn")}
        return chosen | {"states": known.get(state, (state,))}


class DeskReturnFilters(ReturnFilters):
    mine = ("requested", "authorised")
    distributor = forms.ChoiceField(label=_("Distributor"), required=False)

    def __init__(self, *args: Any, distributors: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("distributor", [("", gettext("Every distributor")), *distributors])


class LinesForm(ActionForm):
    """How many of each line that waits: all of it, unless another number is typed."""

    def __init__(self, *args: Any, lines: Sequence[OrderLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in lines:
            if line.open:
                self.fields[f"line_{line.position}"] = _quantity(line)
        self.order_fields([*(key for key in self.fields if key.startswith("line_"))])

    @property
    def quantities(self) -> dict[int, int]:
        found = self.cleaned_data if hasattr(self, "cleaned_data") else {}
        return {int(key.removeprefix("line_")): n for key, n in found.items() if key.startswith("line_") and n}


def _quantity(line: OrderLine) -> forms.IntegerField:
    values = {"line": line.position, "product": called(line.sku), "open": line.open}
    return forms.IntegerField(
        label=gettext("Line %(line)s: %(product)s") % values,
        initial=line.open,
        min_value=0,
        max_value=line.open,
        required=False,
        help_text=gettext("%(open)s wait for an answer.") % values,
        error_messages={"max_value": gettext("Only %(open)s wait for an answer. Give so many, or fewer.") % values},
    )


class ConfirmForm(LinesForm):
    order_number = forms.CharField(
        label=_("Your own order number"),
        max_length=LONGEST,
        validators=[all_seen],
        help_text=_("The number under which you place the order. Invoices and returns refer to it."),
    )


class ReasonForm(ActionForm):
    """A reason of the programme, and a word of one's own."""

    about: About = "return"
    reason = forms.ChoiceField(label=_("Reason"))
    note = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The reseller reads it, in the language in which you write it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = policy(RefuseReasonsPolicy).of(self.about)
        self.offer("reason", [("", gettext("Choose a reason")), *((one.key, str(one.label)) for one in reasons)])


class RefuseForm(LinesForm, ReasonForm):
    about = "order"


class CreditForm(ActionForm):
    credit_number = forms.CharField(
        label=_("Number of the credit"),
        max_length=LONGEST,
        validators=[all_seen],
        help_text=_("As it stands on the credit note."),
    )


class SureForm(ActionForm):
    """A form of one button: nothing is typed, the page says what will happen."""


class DifferenceFilters(Filters):
    q = _search(_("Customer, VIP, reseller"))
    waits = forms.ChoiceField(label=_("State"), choices=DIFFERENCE_STATES, required=False)


class DifferenceForm(ActionForm):
    whom = forms.ChoiceField(label=_("Who is to see to it"), required=False)
    note = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever is asked reads it. Where it is left, it says why, in the agreement's history."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("whom", [("", gettext("Choose")), *((key, str(Text(label))) for key, label in Discrepancy.ASKED)])
