"""The e-mail domains of a company (D1)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.partners import permissions, rules
from kanaal.partners.events import BranchDomainAdded
from kanaal.partners.models import Partner, PartnerDomain
from kanaal.partners.policy import EnrolmentPolicy
from kanaal.programme.policies import policy


class DomainMalformed(Refusal):
    field = "domain"

    def __init__(self, typed: str) -> None:
        super().__init__(
            say(_("%(typed)s is not an e-mail domain."), typed=name(typed)),
            remedy=say(_("Write the part behind the @, for instance example.at.")),
        )


class DomainKnown(Refusal):
    field = "domain"

    def __init__(self, domain: str) -> None:
        super().__init__(
            say(_("%(domain)s is one of your company's domains already."), domain=name(domain)),
            remedy=say(_("You can invite people at that domain now.")),
        )


class DomainIsFreeMail(Refusal):
    """A free-mail domain can never be a company's (D1)."""

    field = "domain"

    def __init__(self, domain: str) -> None:
        super().__init__(
            say(_("Anybody can get an address at %(domain)s, so it can't be your company's."), domain=name(domain)),
            remedy=say(_("Ask for a domain that only people of your company can have an address at.")),
        )


@transaction.atomic
def add_branch_domain(partner: Partner, *, domain: str, by: Actor) -> PartnerDomain:
    """Let people of a branch be contacts at their own domain. Done when the desk approves the request (D1)."""
    partner = Partner.locked(partner.pk)
    permissions.add_branch_domain.check(by, partner)

    domain = sound_domain(partner, domain)
    row = partner.domains.create(domain=domain, is_branch=True)
    record(BranchDomainAdded(domain=domain), about=partner, by=by)
    return row


def sound_domain(partner: Partner, typed: str) -> str:
    """The registrable domain that was typed; raises DomainMalformed, DomainIsFreeMail or DomainKnown."""
    domain = rules.domain_of(typed)
    if not rules.is_domain(domain):
        raise DomainMalformed(typed)
    if rules.is_free_mail(domain, policy(EnrolmentPolicy).free_mail_domains):
        raise DomainIsFreeMail(domain)
    if partner.has_domain(domain):
        raise DomainKnown(domain)
    return domain
