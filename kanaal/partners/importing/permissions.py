"""Who may import."""

from __future__ import annotations

import sys

from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.decisions import Finding, condition, met, name_permissions, permission, unmet
from kanaal.core.texts import say


@condition
def from_the_command_line(actor: Actor, subject: object) -> Finding:
    """Whoever can type commands on the machine runs this installation."""
    if actor.kind == "clock":
        return met(_("this comes from the installation's own command line"))
    return unmet(
        _("this does not come from the installation's own command line"),
        remedy=say(_("Ask whoever runs this installation to import the file.")),
    )


import_partners = permission(_("import partners"), from_the_command_line)

name_permissions("partners", sys.modules[__name__])
