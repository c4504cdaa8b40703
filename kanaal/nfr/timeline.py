"""Licences for a partner's own use in its story; all is recorded about the company itself."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kanaal.nfr import permissions
from kanaal.partners.belonging import strand

OWN_LICENCES = strand("nfr", _("Own licences"), permissions.see_nfr)
