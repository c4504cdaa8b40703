"""Forms around a request. What a kind itself asks for is its own form."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kanaal.core.forms import ActionForm


class ReasonForm(ActionForm):
    """The part that all requests share; a kind's form adds its fields before it."""

    reason = forms.CharField(
        label=_("Why you ask"),
        max_length=2000,
        required=False,
        help_text=_("What the helpdesk should know to decide. The clearer it is, the sooner it is done."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(ActionForm):
    answer = forms.CharField(
        label=_("What you say to the asker"),
        max_length=2000,
        required=False,
        help_text=_("You can add a word; it is mailed as you write it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DeclineForm(AnswerForm):
    answer = forms.CharField(
        label=_("Why not"), max_length=2000, help_text=_("It is mailed as you write it."), widget=forms.Textarea
    )
