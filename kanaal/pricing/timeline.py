"""Price lists that were given to a partner, in its story."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kanaal.partners.belonging import strand
from kanaal.pricing import permissions

PRICES = strand("pricing", _("Price lists"), permissions.see_every_price_list)
