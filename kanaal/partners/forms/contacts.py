"""Forms about contacts and invitations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kanaal.core import formats
from kanaal.core.forms import ActionForm
from kanaal.partners.models import Contact
from kanaal.partners.policy import ContactsPolicy
from kanaal.partners.queries import heirs_of
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


class EditContactForm(ActionForm):
    """Job title, kind, active. Whoever is unticked leaves, and a colleague goes on with what they had in hand."""

    job_title = forms.CharField(label=_("Job title"), max_length=80, required=False)
    kind = forms.ChoiceField(label=_("Kind of contact"), widget=forms.RadioSelect)
    active = forms.BooleanField(
        label=_("Active"),
        required=False,
        help_text=_("Untick this when the person has left. Their access ends at once."),
    )
    heir = forms.ChoiceField(
        label=_("Who goes on with what they had in hand"),
        required=False,
        help_text=_("Only used when you untick Active."),
    )

    def __init__(self, data: Any, *, contact: Contact) -> None:
        initial = {"job_title": contact.job_title, "kind": contact.kind, "active": contact.active}
        super().__init__(data, initial=initial)
        rule = policy(ContactsPolicy)
        primary = contact.kind == Contact.Kind.PRIMARY
        kinds = [Contact.Kind.PRIMARY] if primary else [Contact.Kind.SECONDARY, Contact.Kind.OTHER]
        self.offer("kind", [(str(k), str(rule.kind(k).name).capitalize()) for k in kinds])
        self.heirs = {str(c.pk): c for c in heirs_of(contact)}
        self.offer("heir", [(pk, f"{c.name} ({c.email})") for pk, c in self.heirs.items()])
