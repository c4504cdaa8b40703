"""Forms of the help centre."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kanaal.core.forms import ActionForm


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Ask in your own words"), required=False, max_length=200, widget=forms.TextInput({"type": "search"})
    )


class WhyForm(ActionForm):
    """Whom, and what they can't do."""

    email = forms.EmailField(label=_("E-mail address of the person"))
    permission = forms.CharField(
        label=_("Permission or place"),
        max_length=80,
        help_text=_("Begin to type; what there is comes up."),
        widget=forms.TextInput({"list": "targets", "autocomplete": "off"}),
    )
