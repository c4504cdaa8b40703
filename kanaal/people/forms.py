"""Forms about one's own ID and about staff."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kanaal.core.addresses import one_line
from kanaal.core.forms import ActionForm
from kanaal.people.models import Person, StaffRole
from kanaal.people.queries import by_address


class SignupForm(forms.Form):
    """What we ask besides the address and password (allauth adds those)."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))

    field_order = ("name", "email", "password1")

    def signup(self, request: Any, user: Any) -> None:
        """Called by allauth with the new person."""
        user.name = one_line(self.cleaned_data["name"])
        user.language = get_language() or "en"
        user.save(update_fields=["name", "language"])


class ProfileForm(ActionForm):
    full_name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    time_zone = forms.ChoiceField(
        label=_("Your time zone"),
        required=False,
        help_text=_("Times are shown in this zone. Dates of the programme are those of its region."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = [
            (z, z.replace("_", " ")) for z in sorted(available_timezones()) if "/" in z and not z.startswith("Etc/")
        ]
        self.fields["time_zone"].choices = [("", _("as the programme")), *zones]  # type: ignore[attr-defined]


class ViewAsForm(ActionForm):
    """Whom to view as, in which role, and why. The first two come from the page with the button."""

    person = forms.IntegerField(widget=forms.HiddenInput)
    role = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why do you need to see what this person sees?"),
        help_text=_("The reason is kept, and the person can read it among their own data."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def person_id(self) -> int:
        """The person's id, 0 where it is no number."""
        value = self.data.get("person", "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else 0


class GrantStaffRoleForm(ActionForm):
    email = forms.EmailField(
        label=_("E-mail address of their ID"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    kind = forms.ChoiceField(label=_("Staff role"), choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(k.value, _(k.label)) for k in StaffRole.Kind]  # type: ignore[attr-defined]

    def person(self) -> Person | None:
        """The person with that address; an error at the field when there is none."""
        found = by_address(self.cleaned_data["email"])
        if found is None:
            self.add_error(
                "email", _("Nobody has an ID with this address. Ask them to make one first, then try again.")
            )
        return found


class EraseForm(ActionForm):
    """Erasing can't be undone: the address is typed, so that nobody does it by a slip."""

    address = forms.CharField(
        label=_("Type the e-mail address of your ID"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_address(self) -> str:
        typed = str(self.cleaned_data["address"])
        if typed.strip().lower() != self.person.email:
            raise forms.ValidationError(_("Type %(email)s to erase this ID."), params={"email": self.person.email})
        return typed
