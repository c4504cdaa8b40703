"""Levels in a partner's story: all that happens to them is recorded about the company itself."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kanaal.levels import permissions
from kanaal.partners.belonging import strand

LEVELS = strand("levels", _("Level"), permissions.see_levels)
