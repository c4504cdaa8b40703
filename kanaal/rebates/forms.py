"""Forms of the vendor's pages about rebates."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kanaal.core.forms import ActionForm, Filters, all_seen
from kanaal.core.texts import Text
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy
from kanaal.rebates.actions.lines import LONGEST
from kanaal.rebates.models import REASONS
from kanaal.rebates.policy import RebateRegionsPolicy

LINE_STATES = [
    ("none", _("Wait for a person")),
    ("person", _("A person chose")),
    ("dismissed", _("Dismissed")),
]
NOBODY = "-"
"""In the address: lines of resellers whom nobody knows, which have no region."""


def region_choices() -> list[tuple[str, str]]:
    """The regions that have rebates, by their names."""
    names = {one.key: str(one.name) for one in policy(RegionsPolicy).regions}
    return [(one.region, names.get(one.region, one.region)) for one in policy(RebateRegionsPolicy).rebate_regions]


class LineFilters(Filters):
    """What narrows the work list: one region at a time, or the lines of nobody we know."""

    q = forms.CharField(
        label=_("Search"), required=False, max_length=120,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Reseller, order number, customer")}),
    )  # fmt: skip
    region = forms.ChoiceField(label=_("Region"), required=False)
    state = forms.ChoiceField(label=_("State"), choices=LINE_STATES, required=False)
    reason = forms.ChoiceField(label=_("Reason"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("region", [*region_choices(), (NOBODY, gettext("Reseller unknown"))])
        self.offer(
            "reason", [("", gettext("Every reason")), *((key, str(Text(says))) for key, says in REASONS.items())]
        )

    @property
    def asked(self) -> dict[str, str]:
        found = self.chosen
        first = region_choices()[0][0]
        return {
            "q": (found.get("q") or "").strip(), "region": found.get("region") or first,
            "state": found.get("state") or "none", "reason": found.get("reason") or "",
        }  # fmt: skip


class SureForm(ActionForm):
    """Nothing to fill in: the page says what will happen."""


class SendBackForm(ActionForm):
    why = forms.CharField(
        label=_("What has to change"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000,
        help_text=_("Whoever proposed it reads this."),
    )  # fmt: skip


class DealForm(ActionForm):
    number = forms.CharField(
        label=_("Number of the deal"), max_length=24,
        help_text=_("An opportunity of this partner that is closed as booked."),
    )  # fmt: skip


class DismissForm(ActionForm):
    why = forms.CharField(
        label=_("Why it earns nothing"), widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST
    )  # fmt: skip


class AskForm(ActionForm):
    question = forms.CharField(
        label=_("Your question"), widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST, required=False,
        validators=[all_seen],
        help_text=_("The mail names the sale, and asks that its order number be put on the deal."),
    )  # fmt: skip
