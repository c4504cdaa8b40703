"""Rows of the partner companies: who they are, who acts for them, how they came in."""

from kanaal.partners.models.companies import MembershipNotice, Partner, PartnerDomain, PartnerNameKey
from kanaal.partners.models.contacts import Contact, Invitation
from kanaal.partners.models.enrolments import Enrolment, EnrolmentMark

__all__ = [
    "Contact",
    "Enrolment",
    "EnrolmentMark",
    "Invitation",
    "MembershipNotice",
    "Partner",
    "PartnerDomain",
    "PartnerNameKey",
]
