"""Forms of pages: text to values. An action's refusal becomes an error at the field that it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kanaal.core.decisions import NotAllowed
from kanaal.core.refusals import Refusal
from kanaal.core.unseen import has_unseen

T = TypeVar("T")


def all_seen(text: str) -> None:
    """Of what others read and type again: nothing in it that hides, or turns other characters around."""
    if has_unseen(text):
        raise ValidationError(_("There are characters in it that can't be seen. Type it anew instead of copying it."))


class PlainForm(forms.Form):
    """A form as pages show it: labels without a colon, choices in the reader's language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """Set the choices of a choice field."""
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            raise TypeError(f"{name} is no field of choices.")
        field.choices = choices


class Filters(PlainForm):
    """What narrows a list, from the address."""

    @property
    def chosen(self) -> dict[str, Any]:
        """What the address asks for; what it can't ask for is left out."""
        return self.cleaned_data if self.is_valid() else {k: v for k, v in self.cleaned_data.items() if v}


class ActionForm(PlainForm):
    """A form whose values go to one action.

    `run` calls the action; when it refuses, the refusal is shown in the form (nothing typed is lost), except a
    permission's refusal, which has a page of its own.
    """

    refusal: Refusal | None = None

    def run(self, action: Callable[[], T]) -> T | None:
        try:
            return action()
        except NotAllowed:
            raise
        except Refusal as refusal:
            self.refusal = refusal
            # A way out that is a link stands in a note of its own above the form; it need not be said twice.
            says = refusal.says if refusal.link else refusal
            self.add_error(refusal.field if refusal.field in self.fields else None, str(says))
            return None

    def done(self, action: Callable[[], object]) -> bool:
        """The same for whoever needs no more than whether it was done."""
        return self.run(lambda: (action(), True)) is not None
