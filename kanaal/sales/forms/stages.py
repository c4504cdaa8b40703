"""The form that moves an opportunity along."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kanaal.core.forms import ActionForm
from kanaal.programme.policies import policy
from kanaal.sales.models import Opportunity
from kanaal.sales.policy import StagesPolicy


class StageForm(ActionForm):
    stage = forms.ChoiceField(label=_("Move to stage"))

    def __init__(self, data: Any = None, *, opportunity: Opportunity) -> None:
        super().__init__(data, initial={"stage": opportunity.stage}, auto_id="move_%s")
        self.offer("stage", [(one.key, f"{one.number} {one.name}") for one in policy(StagesPolicy).stages])
