"""Who may change the programme."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.decisions import Finding, condition, met, permission, unmet
from kanaal.core.texts import say


@condition
def has_the_command_line(actor: Actor, subject: object) -> Finding:
    """A pack is reviewed as files; whoever may put it on this machine may publish it."""
    if actor.kind == "clock":
        return met(_("this is done from the command line of the installation"))
    return unmet(
        _("releases are published from the command line of the installation"),
        remedy=say(_("Ask whoever runs this installation: kanaal programme publish.")),
    )


publish_release = permission(_("publish a release of the programme"), has_the_command_line)
