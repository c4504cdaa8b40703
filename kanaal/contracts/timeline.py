"""Contracts that a partner sells under, in its story; their orders are told of the contract."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.contracts import permissions
from kanaal.contracts.models import Contract
from kanaal.partners.belonging import strand

CONTRACTS = strand("contracts", _("Contracts"), permissions.see_contracts)
CONTRACTS.takes(
    Contract,
    lambda partner: Contract.objects.filter(partner=partner),
    url=lambda _pk, number: reverse("contract", args=[number]),
)
