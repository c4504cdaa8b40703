"""A partner's own story: its company, its contacts, and the enrolment by which it came in."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.helpdesk import permissions as helpdesk
from kanaal.partners import permissions
from kanaal.partners.belonging import strand
from kanaal.partners.events import EnrolmentFilledIn
from kanaal.partners.models import Contact, Enrolment, Partner

COMPANY = strand("partners", _("Company and contacts"), permissions.see_enrolments)
# The helpdesk stands below partners, so it is declared here; a request is recorded about what it is about.
REQUESTS = strand("helpdesk", _("Requests to the helpdesk"), helpdesk.see_requests)
COMPANY.takes(Partner, lambda partner: Partner.objects.filter(pk=partner), name="name")
COMPANY.takes(Contact, lambda partner: Contact.objects.filter(partner=partner), name="name")
COMPANY.takes(
    Enrolment,
    lambda partner: Enrolment.objects.filter(partner=partner),
    name="company_name",
    url=lambda pk, _name: reverse("desk-enrolment", args=[pk]),
    without=[EnrolmentFilledIn],
)
