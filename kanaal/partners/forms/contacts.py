"""Forms about contacts and invitations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kanaal.core import formats
from kanaal.core.forms import ActionForm
from kanaal.partners.policy import ContactsPolicy
from kanaal.programme.policies import policy


class InviteForm(ActionForm):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("In a domain of your company. The invitation goes to this address."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("Kind of contact"), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language of the invitation"))

    def __init__(self, *args: Any, mine: str, **kwargs: Any) -> None:
        """`mine` is the kind of contact that invites: the programme says whom that kind may invite."""
        super().__init__(*args, **kwargs)
        rule = policy(ContactsPolicy)
        self.offer("kind", [(k, str(rule.kind(k).name).capitalize()) for k in rule.kind(mine).may_invite])
        self.offer("language", [(code, formats.language(code)) for code, _name in settings.LANGUAGES])


class AcceptForm(ActionForm):
    full_name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )


class LostInvitationForm(ActionForm):
    email = forms.EmailField(
        label=_("The address at which you were invited"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
