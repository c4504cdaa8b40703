"""Forms around the membership."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kanaal.core.forms import ActionForm
from kanaal.partners.policy import EndReasonsPolicy
from kanaal.programme.policies import policy


class RenewForm(ActionForm):
    """`seen` is the last day as the page showed it, so that two presses renew once; `shown` names the terms read."""

    seen = forms.DateField(widget=forms.HiddenInput)
    shown = forms.CharField(widget=forms.HiddenInput, required=False)
    accepted = forms.BooleanField(label=_("I have read these terms and accept them for my company."), required=False)

    def __init__(self, *args: Any, asks_terms: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_terms:
            del self.fields["accepted"]

    def show_terms(self, digest: str) -> None:
        """What is on the page now, which may be newer than what was sent."""
        self.data = {**dict(self.data.items()), "shown": digest} if self.is_bound else self.data
        self.initial["shown"] = digest


class EndForm(ActionForm):
    reason = forms.ChoiceField(label=_("Reason"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("A word for the company"),
        max_length=2000,
        required=False,
        help_text=_("It is mailed to all its contacts as you write it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("reason", [(r.key, str(r.name)) for r in policy(EndReasonsPolicy).end_reasons])
