"""Who may change the programme."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.decisions import Finding, condition, met, permission, unmet
from kanaal.core.texts import say

PUBLISHERS: list[Callable[[Actor], bool]] = []
"""Who else publishes: a higher module that has a page for it adds whom it lets in."""


@condition
def has_the_command_line(actor: Actor, subject: object) -> Finding:
    """Whoever may put a pack on this machine may publish it; and whom a page for it lets in."""
    if actor.kind == "clock":
        return met(_("this is done from the command line of the installation"))
    if any(lets_in(actor) for lets_in in PUBLISHERS):
        return met(_("you run the programme"))
    return unmet(
        _("releases are published from the command line of the installation"),
        remedy=say(_("Ask whoever runs this installation: kanaal programme publish.")),
    )


publish_release = permission(_("publish a release of the programme"), has_the_command_line)
