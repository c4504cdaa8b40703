"""What the house knows that may be the same company as an applicant's. It reads; it never writes.

Every question here costs the same however many partners there are: by index, and never more than some rows.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from kanaal.partners import rules
from kanaal.partners.enrolment.companies import compact_vat
from kanaal.partners.enrolment.marks import Known, unmasked
from kanaal.partners.enrolment.scheme import scheme_of
from kanaal.partners.models import Enrolment, Partner, PartnerDomain, PartnerNameKey

# A key that more partners share than this ("media", "digital") says nothing; the others in the name must do.
COMMON = 60
MOST_KEYS = 40
SHOWN = 5


def known_about(enrolment: Enrolment, email: str) -> Known:
    """All that may be the same company, for `marks_of`. The applicant never learns any of it."""
    free_mail = scheme_of().free_mail
    domain, vat = rules.domain_of(email), compact_vat(enrolment.answer("vat_number"))
    own_domain = "" if rules.is_free_mail(domain, free_mail) else domain
    return Known(
        by_name=partners_alike(enrolment.answer("legal_name")),
        by_domain=_with_domain(own_domain) if own_domain else (),
        by_vat=list(Partner.objects.filter(vat_number=vat).values_list("pk", "name")[:SHOWN]) if vat else (),
        open_twins=_named(_twins(enrolment, own_domain, vat).filter(state__in=("submitted", "asked"))),
        declined=_named(_declined(enrolment, own_domain)),
        free_mail=free_mail,
    )


def partners_alike(company: str) -> list[tuple[int, str]]:
    """Partners whose name shares a telling key with a company's: those to be compared letter by letter."""
    keys = sorted(rules.name_keys(unmasked(company)), key=len, reverse=True)[:MOST_KEYS]
    if not keys:
        return []
    some = [_some_with(key) for key in keys]
    by_key: dict[str, list[int]] = {}
    for key, partner_id in some[0].union(*some[1:], all=True):
        by_key.setdefault(key, []).append(partner_id)
    telling = {pk for partners in by_key.values() if len(partners) <= COMMON for pk in partners}
    return list(Partner.objects.filter(pk__in=telling).values_list("pk", "name"))


def _some_with(key: str) -> QuerySet[PartnerNameKey, tuple[str, int]]:
    """The first rows of a key; its limit lies in an inner query, since SQLite allows none in the parts of a union."""
    first = PartnerNameKey.objects.filter(key=key).values("pk")[: COMMON + 1]
    return PartnerNameKey.objects.filter(pk__in=first).values_list("key", "partner_id")


def _with_domain(domain: str) -> list[tuple[int, str]]:
    rows = PartnerDomain.objects.filter(domain=domain).order_by("pk")
    return list(rows.values_list("partner_id", "partner__name")[:SHOWN])


def _twins(enrolment: Enrolment, domain: str, vat: str) -> QuerySet[Enrolment]:
    """Other applications from the same domain or with the same VAT number."""
    same = (Q(domain=domain) if domain else Q(pk=None)) | (Q(vat_number=vat) if vat else Q(pk=None))
    return Enrolment.objects.filter(same).exclude(pk=enrolment.pk)


def _declined(enrolment: Enrolment, domain: str) -> QuerySet[Enrolment]:
    same = Q(person_id=enrolment.person_id) | (Q(domain=domain) if domain else Q(pk=None))
    return Enrolment.objects.filter(same, state="declined").exclude(pk=enrolment.pk)


def _named(rows: QuerySet[Enrolment]) -> list[tuple[int, str]]:
    return list(rows.order_by("-pk").values_list("pk", "company_name")[:SHOWN])
