"""Forms of training: a quiz, a certificate to check, a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kanaal.core.forms import ActionForm
from kanaal.training.credentials import LARGEST
from kanaal.training.policy import Course


class QuizForm(ActionForm):
    """One field for each question. `attempt` is the number of the attempt for which the page was made."""

    attempt = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10_000)

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = course.questions
        for question in course.questions:
            self.fields[f"q-{question.key}"] = forms.ChoiceField(
                label=str(question.text),
                widget=forms.RadioSelect,
                choices=[(str(place), str(answer)) for place, answer in enumerate(question.answers, start=1)],
                error_messages={"required": _("Choose an answer."), "invalid_choice": _("Choose one of the answers.")},
            )

    @property
    def answers(self) -> dict[str, int]:
        return {q.key: int(self.cleaned_data[f"q-{q.key}"]) for q in self.questions}


class CheckForm(ActionForm):
    credential = forms.CharField(
        label=_("The certificate's file, as text"),
        max_length=LARGEST,
        help_text=_("Open the file in an editor, copy all of it and paste it here. It begins with eyJ."),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
    )


class RevokeForm(ActionForm):
    reason = forms.CharField(
        label=_("Why it is revoked"),
        max_length=1000,
        help_text=_("The holder is told this, word for word. It is not shown to others."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
