"""What contacts of a partner can ask of the helpdesk: the ways out that D1's refusals name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, gettext_noop

from kanaal.core.actors import Actor
from kanaal.core.texts import Text, name, say
from kanaal.helpdesk.forms import ReasonForm
from kanaal.helpdesk.kinds import RequestKind, Values, register
from kanaal.partners import permissions, rules
from kanaal.partners.actions.domains import add_branch_domain, sound_domain
from kanaal.partners.actions.invitations import AlreadyAContact, invite_contact
from kanaal.partners.models import Contact, Partner, PartnerDomain
from kanaal.partners.queries import company_of, partner_called
from kanaal.people.models import normal_address


class BranchDomainForm(ReasonForm):
    domain = forms.CharField(
        label=gettext_lazy("Domain of the branch"),
        max_length=120,
        help_text=gettext_lazy("The part of the address behind the @, for instance example.at."),
    )
    field_order = ("domain", "reason")


class LetInForm(ReasonForm):
    email = forms.EmailField(label=gettext_lazy("Address of the person"))
    field_order = ("email", "reason")


def _check_domain(partner: Partner, values: Values) -> None:
    sound_domain(partner, values["domain"])


def _check_person(partner: Partner, values: Values) -> None:
    if partner.has_contact(values["email"]):
        raise AlreadyAContact(values["email"])


def _add_domain(partner: Partner, values: Values, by: Actor) -> Any:
    return add_branch_domain(partner, domain=values["domain"], by=by)


def _let_in(partner: Partner, values: Values, by: Actor) -> Any:
    return invite_contact(partner, email=values["email"], kind=Contact.Kind.OTHER, by=by, vouched=True)


def _sum_up_domain(partner: Partner, values: Values) -> Text:
    message = gettext_noop("add the domain %(domain)s to %(partner)s")
    return say(message, domain=name(values["domain"]), partner=name(partner.name))


def _domain_of_another(partner: Partner, values: Values) -> Iterator[Text]:
    """D1: whoever has a domain can invite its people; the agent must know when another partner has it."""
    others = PartnerDomain.objects.filter(domain=rules.domain_of(values["domain"])).exclude(partner=partner)
    message = gettext_noop("%(partner)s has this domain already. Both could invite its people.")
    for other in others.select_related("partner")[:5]:
        yield say(message, partner=name(other.partner.name))


def _sum_up_person(partner: Partner, values: Values) -> Text:
    message = gettext_noop("let %(email)s be a contact of %(partner)s")
    return say(message, email=name(values["email"]), partner=name(partner.name))


BRANCH_DOMAIN = register(
    RequestKind(
        key="branch_domain",
        label=gettext_noop("Add the domain of a branch"),
        explains=gettext_noop(
            "People of a branch may have addresses in another domain. When the helpdesk has added it, you can invite "
            "them at once."
        ),
        form=BranchDomainForm,
        subject_of=company_of,
        may_ask=permissions.ask_for_branch_domain,
        find=partner_called,
        check=_check_domain,
        effect=_add_domain,
        sums_up=_sum_up_domain,
        warns=_domain_of_another,
        same_as=lambda values: str(values["domain"]).strip().lower(),
    )
)

FREE_MAIL_CONTACT = register(
    RequestKind(
        key="free_mail_contact",
        label=gettext_noop("Let in somebody with a free-mail address"),
        explains=gettext_noop(
            "Your company has no domain of its own, so the helpdesk lets each person in. On approval the invitation "
            "goes out at once."
        ),
        form=LetInForm,
        subject_of=company_of,
        may_ask=permissions.ask_to_let_in,
        find=partner_called,
        check=_check_person,
        effect=_let_in,
        sums_up=_sum_up_person,
        same_as=lambda values: normal_address(str(values["email"])),
    )
)
