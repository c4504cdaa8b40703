"""The agreement that a reseller's request is about."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from kanaal.core.refusals import Refusal
from kanaal.core.texts import say
from kanaal.helpdesk.kinds import Values
from kanaal.licensing.models import Agreement
from kanaal.licensing.queries import agreement_of_partner
from kanaal.partners.models import Partner


class AgreementUnknown(Refusal):
    status = 422
    field = "number"

    def __init__(self) -> None:
        super().__init__(
            say(gettext_noop("You have no customer with this number.")),
            remedy=say(gettext_noop("Look the customer up in the console, and begin from its page.")),
        )


def our_agreement(partner: Partner, values: Values) -> Agreement:
    """The agreement that a request of this company is about. Raises AgreementUnknown for others, and cancelled ones."""
    found = agreement_of_partner(partner, str(values["number"]))
    if found is None or not found.is_live:
        raise AgreementUnknown
    return found
