"""Forms around a request. What a kind itself asks for is its own form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kanaal.core.actors import Actor
from kanaal.core.forms import ActionForm
from kanaal.core.texts import Text
from kanaal.helpdesk.actions.evidence import ACCEPT
from kanaal.helpdesk.kinds import KINDS


class ReasonForm(ActionForm):
    """The part that all requests share; a kind's form adds its fields before it.

    `subject` is what the request is about and `by` who asks, for forms that offer choices of theirs.
    """

    def __init__(self, *args: Any, subject: Any = None, by: Actor | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject, self.by = subject, by
        self.prepare()

    def prepare(self) -> None:
        """For a kind's form: set choices from `self.subject` and `self.by`."""

    def wants(self, says: str) -> None:
        """Add the field for what proves the request."""
        self.fields["evidence"] = EvidenceField(label=gettext("What proves it"), help_text=says, required=False)

    reason = forms.CharField(
        label=_("Why you ask"),
        max_length=2000,
        required=False,
        help_text=_("What the helpdesk should know to decide. The clearer it is, the sooner it is done."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class EvidenceField(forms.FileField):
    """Several files. What they are and how large they may be is judged by `evidence`, from their content."""

    widget = FilesInput(attrs={"accept": ACCEPT})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [super(EvidenceField, self).clean(one, initial) for one in data or () if one]


class EvidenceForm(ActionForm):
    evidence = EvidenceField(label=_("What proves it"), help_text=_("A PDF, PNG or JPEG file."))


class RefuseForm(ActionForm):
    word = forms.CharField(
        label=_("A word for whoever asked"),
        max_length=1000,
        required=False,
        help_text=_("It is mailed as you write it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class QueueFilter(forms.Form):
    """Narrows the queue by kind; the state stands in the tabs."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        kinds = sorted((key, str(Text(kind.label))) for key, kind in KINDS.items())
        self.fields["kind"].choices = [("", gettext("All kinds")), *kinds]  # type: ignore[attr-defined]


class AnswerForm(ActionForm):
    answer = forms.CharField(
        label=_("What you say to the asker"),
        max_length=2000,
        required=False,
        help_text=_("You can add a word; it is mailed as you write it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WithoutForm(AnswerForm):
    """Approving what nobody has authorised: the reason is kept, and shown to the desk alone."""

    without = forms.CharField(
        label=_("Why this can be done without authorisation"),
        max_length=2000,
        help_text=_("Kept with the request: who reads it later must be able to follow you."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ("without", "answer")


class DeclineForm(AnswerForm):
    answer = forms.CharField(
        label=_("Why not"), max_length=2000, help_text=_("It is mailed as you write it."), widget=forms.Textarea
    )
