"""What happened in the help centre."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.core.events import Fact


@dataclass(frozen=True)
class WhyLookedInto(Fact):
    """A member of staff looked at what somebody may do, and why not. What was found is not kept: it is theirs."""

    says = _("%(who)s looked at why this person can't: %(permission)s")
    icon = "circle-help"
    permission: str
