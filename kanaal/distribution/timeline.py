"""How distributors answered a partner's orders; the orders themselves are brought by licences."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kanaal.distribution import permissions
from kanaal.partners.belonging import strand

DISTRIBUTION = strand("distribution", _("Distribution"), permissions.see_returns)
