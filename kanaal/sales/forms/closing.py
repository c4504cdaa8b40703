"""Forms that close an opportunity, one for each status; and the desk's, that opens it again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from kanaal.core.forms import ActionForm
from kanaal.core.texts import Words
from kanaal.programme.policies import policy
from kanaal.sales.actions.closing import MOST_ORDERS, Order, OrderKnown
from kanaal.sales.models import Opportunity
from kanaal.sales.policy import CloseReasonsPolicy, OrderKindsPolicy

ROWS = 3
"""Lines for order numbers that a form has at first, and that are added at a time."""


class CloseForm(ActionForm):
    reason = forms.ChoiceField(label=_("Reason"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("A word about it"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, data: Any = None, *, state: str, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        reasons = policy(CloseReasonsPolicy).of(state)
        self.offer("reason", [(one.key, str(one.text)) for one in reasons])
        asking = [str(one.text) for one in reasons if one.note]
        if asking:
            self.fields["note"].help_text = _("Needed with: %(reasons)s.") % {"reasons": ", ".join(asking)}

    def forget_faults(self) -> None:
        """Show what was typed and say nothing of it yet."""
        self._errors = ErrorDict()
        self.cleaned_data = {}


class BookForm(CloseForm):
    """With lines of order numbers: as many as are typed, and some more (`rows`)."""

    sure = forms.BooleanField(label=_("The number is right; it holds both"), required=False)

    def __init__(self, data: Any = None, *, opportunity: Opportunity, rows: int = ROWS) -> None:
        kept = list(opportunity.orders.all()) if data is None else []
        super().__init__(data, state="booked")
        typed = max((n for n in range(1, MOST_ORDERS + 1) if data and f"number_{n}" in data), default=0)
        self.rows = min(MOST_ORDERS, max(rows, typed, len(kept)))
        kinds = policy(OrderKindsPolicy).order_kinds
        for n in range(1, self.rows + 1):
            order = kept[n - 1] if n <= len(kept) else None
            self._add_row(n, [("", "–"), *((one.key, str(one.name)) for one in kinds)], order)
        self.hints: list[tuple[Words, Words]] = [(one.name, one.hint) for one in kinds]

    def _add_row(self, n: int, kinds: list[tuple[str, str]], order: Any) -> None:
        self.fields[f"kind_{n}"] = forms.ChoiceField(
            label=_("Kind of number %(n)s") % {"n": n}, required=False, choices=kinds, initial=order and order.kind
        )
        self.fields[f"number_{n}"] = forms.CharField(
            label=_("Order number %(n)s") % {"n": n}, required=False, max_length=60, initial=order and order.number
        )

    @property
    def faulty(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.errors]

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"kind_{n}"], self[f"number_{n}"]) for n in range(1, self.rows + 1)]

    @property
    def orders(self) -> list[Order]:
        """Lines in which something was typed."""
        values = self.cleaned_data
        found = [Order(values[f"kind_{n}"], values[f"number_{n}"], n) for n in range(1, self.rows + 1)]
        return [one for one in found if one.kind or one.number]

    @property
    def asks_sure(self) -> bool:
        """Was it warned of a number that is known already?"""
        return isinstance(self.refusal, OrderKnown) or bool(self.is_bound and self.data.get("sure"))


class ReopenForm(ActionForm):
    reason = forms.CharField(
        label=_("Why it is opened again"),
        max_length=2000,
        help_text=_("Its owner reads this."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
