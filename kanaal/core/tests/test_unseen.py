"""What others read and type again holds nothing that can't be seen."""

from __future__ import annotations

import pytest
from django import forms

from kanaal.core.forms import ActionForm, all_seen


class NumberForm(ActionForm):
    number = forms.CharField(validators=[all_seen])


@pytest.mark.parametrize(
    ("typed", "good"), [("CN-2026/11", True), ("zwölf 🎉", True), ("CN-\u202e11", False), ("C\u200bN", False)]
)
def test_what_hides_or_turns_around_is_refused_with_what_to_do(typed: str, good: bool) -> None:
    form = NumberForm({"number": typed})
    assert form.is_valid() is good
    assert good or "Type it anew" in str(form.errors["number"])
