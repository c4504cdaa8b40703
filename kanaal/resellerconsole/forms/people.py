"""Who may use the console, and who looks after a customer (V1, V10)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kanaal.core.forms import ActionForm
from kanaal.licensing.queries import admitted_by_kind
from kanaal.partners.models import Contact


class ColleagueForm(ActionForm):
    """Choose one of some colleagues."""

    contact = forms.ChoiceField(label=_("Colleague"))

    def __init__(self, *args: Any, people: list[Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        self.offer("contact", [("", gettext("Choose")), *((pk, self.words(one)) for pk, one in self.people.items())])

    def words(self, one: Contact) -> str:
        return f"{one.name} ({one.email})"

    @property
    def chosen(self) -> Contact:
        return self.people[self.cleaned_data["contact"]]


class AgreementContactForm(ColleagueForm):
    """Beside each colleague stands whether the console is open to them: only then can they do something about it."""

    contact = forms.ChoiceField(label=_("Who looks after this customer"))

    def words(self, one: Contact) -> str:
        if admitted_by_kind(one) or hasattr(one, "console_appointment"):
            return super().words(one)
        return gettext("%(name)s (%(email)s), does not use the console yet") % {"name": one.name, "email": one.email}
