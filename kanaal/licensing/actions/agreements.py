"""Who uses the Reseller Console, and who of the reseller looks after which agreement (V1, V10)."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.licensing import conditions, permissions
from kanaal.licensing.events.console import AgreementContactChanged, ConsoleUserAppointed, ConsoleUserDismissed
from kanaal.licensing.mails import console as mails
from kanaal.licensing.models import Agreement, ConsoleAppointment
from kanaal.licensing.queries import admitted_by_kind
from kanaal.partners.models import Contact, Partner
from kanaal.partners.queries import contact_of


class NeedsNoAppointment(Refusal):
    """Their kind of contact opens the console already (`audience` of the pack)."""

    def __init__(self, contact: Contact) -> None:
        super().__init__(
            say(_("%(name)s can use the console already, without being appointed."), name=name(str(contact))),
            remedy=say(_("There is nothing to do.")),
        )


class NotAtThisCompany(Refusal):
    """Somebody who left, who never accepted, or who belongs to another company."""

    status = 422
    field = "contact"

    def __init__(self) -> None:
        super().__init__(
            say(_("This is nobody who acts for your company now.")),
            remedy=say(_("Choose an active colleague. Who isn't one yet is invited first.")),
            link=reverse("contacts"),
            label=say(_("Contacts")),
        )


@transaction.atomic
def appoint_to_console(contact: Contact, *, by: Actor) -> ConsoleAppointment:
    """Let a colleague use the console (V1). Done twice it is done once. Raises NotAtThisCompany, NeedsNoAppointment."""
    partner = Partner.locked(contact.partner_id)
    permissions.appoint_to_console.check(by, partner)
    contact = _active(contact)
    if admitted_by_kind(contact):
        raise NeedsNoAppointment(contact)

    made, new = ConsoleAppointment.objects.get_or_create(
        contact=contact, defaults={"since": clock.now(), "by_id": by.person_id}
    )
    if new:
        record(ConsoleUserAppointed(contact.pk, str(contact)), about=partner, by=by, person_id=contact.person_id)
        mine = contact_of(by, partner)
        mails.console_user_appointed(contact, place=conditions.console_name(), by=str(mine) if mine else "")
    return made


@transaction.atomic
def dismiss_from_console(contact: Contact, *, by: Actor) -> None:
    """End it, at once. What they did stays; whoever was not appointed is left as they were."""
    partner = Partner.locked(contact.partner_id)
    permissions.dismiss_from_console.check(by, partner)

    ended, _rows = ConsoleAppointment.objects.filter(contact=contact).delete()
    if not ended:
        return
    record(ConsoleUserDismissed(contact.pk, str(contact)), about=partner, by=by, person_id=contact.person_id)
    if contact.active and by.kind != "clock":
        mails.console_user_dismissed(contact, place=conditions.console_name())


@transaction.atomic
def change_agreement_contact(agreement: Agreement, *, contact: Contact, by: Actor) -> Agreement:
    """Another colleague looks after the customer (V10). Raises NotAtThisCompany."""
    partner = Partner.locked(agreement.partner_id)
    agreement = Agreement.locked(agreement.pk)
    permissions.change_agreement_contact.check(by, agreement)
    contact = _active(contact)
    if contact.partner_id != partner.pk or agreement.partner_id != partner.pk:
        raise NotAtThisCompany

    agreement.step("change")
    was = agreement.contact
    if was is not None and was.pk == contact.pk:
        return agreement
    agreement.contact = contact
    agreement.save(update_fields=["contact"])
    fact = AgreementContactChanged(contact.pk, was.pk if was else None, name=str(contact))
    record(fact, about=agreement, by=by, person_id=contact.person_id)
    mails.agreement_contact_changed(agreement, was=str(was) if was else "")
    mails.agreement_has_another_contact(agreement)
    return agreement


@transaction.atomic
def pass_on_customers_of_leaver(partner: Partner, *, leaver: Contact, to: Contact | None, by: Actor) -> int:
    """Whom somebody who left looked after, a colleague looks after from now on. Answers how many customers."""
    partner = Partner.locked(partner.pk)
    permissions.pass_on_customers_of_leaver.check(by, partner)
    held = Agreement.objects.select_for_update(of=("self",)).filter(partner=partner, contact=leaver)
    agreements = list(held.order_by("pk"))
    for agreement in agreements:
        agreement.contact = to
        agreement.save(update_fields=["contact"])
        if to is not None:
            fact = AgreementContactChanged(to.pk, leaver.pk, left=True, name=str(to))
            record(fact, about=agreement, by=by, person_id=to.person_id)
            if agreement.is_live:
                mails.agreement_has_another_contact(agreement)
    return len(agreements)


def _active(contact: Contact) -> Contact:
    contact = Contact.locked(contact.pk)
    if not contact.active or contact.person_id is None:
        raise NotAtThisCompany
    return contact
