"""Accepting an invitation, and the terms with it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kanaal.core.forms import ActionForm


class AcceptAgreementForm(ActionForm):
    """`shown` is the digest of the terms on the page, `language` the one in which they stood there."""

    accepted = forms.BooleanField(
        label=_("I have read the terms and accept them for this organisation, which I may bind"),
        error_messages={"required": _("Tick this box if you accept the terms. Without them there is no agreement.")},
    )
    shown = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    language = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput)
