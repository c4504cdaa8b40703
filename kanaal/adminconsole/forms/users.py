"""Forms about users and their licences (V13)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kanaal.core.forms import ActionForm, Filters
from kanaal.licensing.access import Access
from kanaal.licensing.actions.users import UserDetails
from kanaal.licensing.models import LicenceUser

PICK = "user"
"""The name of the box before each user of a list."""


class UserFilters(Filters):
    q = forms.CharField(label=_("Name or address"), required=False, widget=forms.SearchInput)
    has = forms.ChoiceField(label=_("Licence"), required=False)

    def __init__(self, *args: Any, products: tuple[Access, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(one.sku, str(one.name)) for one in products]
        self.offer(
            "has", [("", gettext("All")), *named, ("none", gettext("No licence")), ("inactive", gettext("Not active"))]
        )


class UserForm(ActionForm):
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    name = forms.CharField(label=_("Name"), max_length=160, required=False)
    products = forms.MultipleChoiceField(
        label=_("Licences"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What is free can be given at once; you can do it later, too."),
    )

    def __init__(self, *args: Any, products: tuple[Access, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("products", [(one.sku, _free(one)) for one in products])

    @property
    def details(self) -> UserDetails:
        return UserDetails(self.cleaned_data["email"], self.cleaned_data["name"])


class EditUserForm(ActionForm):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=160, required=False)
    active = forms.BooleanField(
        label=_("Active"),
        required=False,
        help_text=_("Untick this when somebody is away for long: their licences are free again."),
    )

    def details_of(self, user: LicenceUser) -> UserDetails:
        """What a directory says of the user beyond this stays as it is."""
        email = self.cleaned_data["email"]
        return UserDetails(
            email,
            self.cleaned_data["name"],
            self.cleaned_data["active"],
            user_name=email if user.user_name == user.email.casefold() else user.user_name,
            external_id=user.external_id,
            resource=_as_sent(user, email, self.cleaned_data["name"]),
        )


def _as_sent(user: LicenceUser, email: str, name: str) -> dict[str, Any]:
    """What a directory sent of a user, with what was changed by hand; nothing of one that none has sent."""
    if not user.resource:
        return {}
    from kanaal.adminconsole.scim.mapping import amended  # noqa: PLC0415 - dear to read, and few users need it

    return amended(user, email=email, name=name)


class LicenceForm(ActionForm):
    """Which product is given to, or taken from, the users that were ticked."""

    sku = forms.ChoiceField(label=_("Product"))

    def __init__(self, *args: Any, products: tuple[Access, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("sku", [(one.sku, _free(one)) for one in products])


class FileForm(ActionForm):
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV with a column for the e-mail address; if you like also for the name and the products (SKUs)."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
    )


class ConfirmFileForm(ActionForm):
    """What the page before showed, as it was read."""

    text = forms.CharField(widget=forms.HiddenInput, strip=False)
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)


def _free(one: Access) -> str:
    return gettext("%(product)s (%(free)s free)") % {"product": one.name, "free": one.free}
