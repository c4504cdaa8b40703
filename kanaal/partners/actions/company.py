"""The company's profile: what its primary contact keeps up to date."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, say
from kanaal.partners import permissions
from kanaal.partners.enrolment import companies
from kanaal.partners.events import CompanyProfileChanged
from kanaal.partners.models import Partner
from kanaal.partners.policy import EnrolmentPolicy
from kanaal.programme.policies import policy

FIELDS = ("street", "postal_code", "city", "province", "vat_number", "register_number", "website", "phone")


class ProfileFault(Refusal):
    """Something in the profile is not as it must be; `field` says what."""

    status = 422

    def __init__(self, field: str, says: Text) -> None:
        super().__init__(says)
        self.at = field


@transaction.atomic
def change_company_profile(partner: Partner, *, values: Mapping[str, str], by: Actor) -> Partner:
    """Change address, numbers, website and telephone. What isn't in `values` stays; saving the same changes nothing.

    Raises ProfileFault for the first value that isn't right for the company's country.
    """
    partner = Partner.locked(partner.pk)
    permissions.change_company_profile.check(by, partner)

    changed = {f: v.strip() for f in FIELDS if (v := values.get(f)) is not None and v.strip() != getattr(partner, f)}
    for field, value in changed.items():
        if fault := profile_fault(field, value, partner.country):
            raise ProfileFault(field, fault)
    if not changed:
        return partner

    for field, value in changed.items():
        setattr(partner, field, value)
    partner.save(update_fields=list(changed))
    record(CompanyProfileChanged(fields=sorted(changed)), about=partner, by=by)
    return partner


def required_fields() -> tuple[str, ...]:
    """The fields of the profile that the programme asks for, in the order in which they are shown."""
    asked = policy(EnrolmentPolicy).required_company_fields
    return tuple(field for field in FIELDS if field in asked)


def missing_fields(partner: Partner) -> tuple[str, ...]:
    """What the programme asks for and the profile does not say yet. An imported company may lack much."""
    return tuple(field for field in required_fields() if not getattr(partner, field))


def profile_fault(field: str, value: str, country: str) -> Text | None:
    """What is wrong with a value, by the programme and the rules of the company's country."""
    longest = getattr(Partner._meta.get_field(field), "max_length", None) or 0
    if len(value) > longest:
        return say(_("This is too long: %(most)s characters at most."), most=longest)
    if not value:
        return say(_("The programme asks for this; fill it in.")) if field in required_fields() else None
    if field == "vat_number":
        return companies.vat_fault(value, country, sure=False)
    if field == "postal_code":
        return companies.postal_code_fault(value, country)
    if field == "website":
        return companies.website_fault(value)
    return companies.telephone_fault(value) if field == "phone" else None
