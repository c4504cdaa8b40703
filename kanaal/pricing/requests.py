"""Asking the helpdesk for a price list that does not apply (H2: price list access)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, gettext_noop

from kanaal.catalogue.books import catalogue
from kanaal.catalogue.rules import Why
from kanaal.core.texts import Text, Words, name, say
from kanaal.helpdesk.forms import ReasonForm
from kanaal.helpdesk.kinds import RequestKind, Values, register
from kanaal.partners.models import Partner
from kanaal.partners.queries import company_of, partner_called
from kanaal.pricing import permissions
from kanaal.pricing.actions import grant_price_list, refuse_book
from kanaal.pricing.queries import judged_for
from kanaal.pricing.reasons import finding_of


class PriceListAccessForm(ReasonForm):
    book = forms.ChoiceField(label=gettext_lazy("Price list"))
    field_order = ("book", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        books = {one.book.key: str(one.book.name) for one in catalogue().lists}
        self.offer("book", list(books.items()))


def _name_of(book: str) -> Words | Text:
    return next((one.book.name for one in catalogue().lists if one.book.key == book), name(book))


def _sum_up(partner: Partner, values: Values) -> Text:
    message = gettext_noop("open the price list %(list)s for %(partner)s")
    return say(message, list=_name_of(values["book"]), partner=name(partner.name))


def _warn(partner: Partner, values: Values) -> Iterator[Text]:
    """Why the list does not apply by itself, for the agent to weigh."""
    seen: set[Why] = set()
    for judged in judged_for(partner):
        if judged.list.book.key == values["book"]:
            for miss in judged.misses:
                if miss.why not in seen and miss.why not in (Why.COMING, Why.PAST):
                    seen.add(miss.why)
                    yield finding_of(miss, judged.list).says


PRICE_LIST_ACCESS = register(
    RequestKind(
        key="price_list_access",
        label=gettext_noop("Open a price list"),
        explains=gettext_noop(
            "Some lists are for another level or region, or for a market such as education. When the helpdesk has "
            "opened one, you find it among your price lists at once."
        ),
        form=PriceListAccessForm,
        subject_of=company_of,
        may_ask=permissions.ask_for_price_list,
        find=partner_called,
        check=lambda partner, values: refuse_book(partner, values["book"]),
        effect=lambda partner, values, by: grant_price_list(partner, book=values["book"], by=by),
        sums_up=_sum_up,
        same_as=lambda values: str(values["book"]),
        warns=_warn,
    )
)
