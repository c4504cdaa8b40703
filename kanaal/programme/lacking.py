"""The no of a programme that does not have something: whose choice that is, and whom to ask."""

from __future__ import annotations

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_noop as _

from kanaal.core.decisions import Finding, unmet
from kanaal.core.texts import say


def lacking(says: str, **values: Any) -> Finding:
    """Unmet, because the programme has no such thing. `says` as for `unmet`: what it has not."""
    return unmet(
        says,
        remedy=say(_("The vendor decides what its programme has. Ask the helpdesk if you need it.")),
        link=reverse_lazy("new-case"),
        label=say(_("Ask the helpdesk")),
        **values,
    )
