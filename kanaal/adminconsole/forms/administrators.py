"""Forms about who administers the agreement (V12)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kanaal.core import formats
from kanaal.core.forms import ActionForm
from kanaal.licensing.models import Administrator


class InviteAdministratorForm(ActionForm):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The invitation goes to this address; the person signs in with it."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    full_name = forms.CharField(label=_("Name"), max_length=120, required=False)
    language = forms.ChoiceField(label=_("Language of the invitation"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("language", [(code, formats.language(code)) for code, _name in settings.LANGUAGES])


class ChoosePrimaryForm(ActionForm):
    """One of the administrators; who it is now is not offered."""

    administrator = forms.ChoiceField(label=_("New primary administrator"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, administrators: list[Administrator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {str(one.pk): one for one in administrators if not one.primary}
        self.offer("administrator", [(pk, f"{one.person} ({one.email})") for pk, one in self.rows.items()])

    @property
    def chosen(self) -> Administrator:
        return self.rows[self.cleaned_data["administrator"]]


class AcceptTermsForm(ActionForm):
    """`shown` is the digest of the text on the page."""

    accepted = forms.BooleanField(
        label=_("I have read these terms and accept them for my organisation."),
        error_messages={"required": _("Read the terms and tick the box below them.")},
    )
    shown = forms.CharField(widget=forms.HiddenInput)

    def show(self, digest: str) -> None:
        """What is on the page now, which may be newer than what was sent."""
        self.data = {**dict(self.data.items()), "shown": digest} if self.is_bound else self.data
        self.initial["shown"] = digest
