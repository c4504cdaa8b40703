"""An agreement moves to another reseller, is cancelled, or gets another name: what the helpdesk does (V8, V9, V11)."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import CLOCK, Actor
from kanaal.core.decisions import Finding
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, name, say, say_many
from kanaal.customers.actions.accounts import share_account
from kanaal.customers.models import Account
from kanaal.licensing import conditions, keeping, naming, permissions, settling
from kanaal.licensing.events.moving import AgreementCancelled, AgreementMoved, AgreementRenamed
from kanaal.licensing.knowing import kind_of, today_of
from kanaal.licensing.mails import moving as mails
from kanaal.licensing.models import Administrator, Agreement, Assignment
from kanaal.licensing.rules.names import key_of
from kanaal.partners.models import Contact, Partner

LONGEST = 160


class TheirsAlready(Refusal):
    field = "code"

    def __init__(self, agreement: Agreement, to: Partner) -> None:
        super().__init__(
            say(
                _("%(number)s is a customer of %(partner)s already."),
                number=name(agreement.number),
                partner=name(to.name),
            ),
            remedy=say(_("Nothing has to be moved: it stands among the customers in the console.")),
        )


class NotForSale(Refusal):
    field = "code"

    def __init__(self) -> None:
        super().__init__(
            say(_("This is an agreement of a partner's own, and no reseller has it for a customer.")),
            remedy=say(_("It stays with the company; it can't be moved.")),
        )


class CannotSell(Refusal):
    """The company to which it would move has no access to the console."""

    field = "code"

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.says, remedy=finding.remedy)


class NotSettled(Refusal):
    """Authorisations that are not ordered, or orders that wait for an answer, come first. `named`: may the reader
    know their numbers? Another reseller learns only how many there are.
    """

    field = "code"

    def __init__(self, found: settling.Open, *, named: bool = True) -> None:
        self.found = found
        what = say_many(
            "One authorisation or order of this customer is still open.",
            "%(count)s authorisations and orders of this customer are still open.",
            len(found.numbers),
        )
        if named:
            what = say(_("%(what)s It is about: %(numbers)s."), what=what, numbers=name(", ".join(found.numbers)))
        super().__init__(what, remedy=say(SETTLE if found.authorisations else ANSWER))


SETTLE = _(
    "The reseller of now has them ordered, removes them in time, or sends them back; the customer sees which they are "
    "and can ask for it."
)
ANSWER = _("The distributor answers what it was asked, or the reseller of now withdraws it.")


class NameTaken(Refusal):
    """An agreement in force has this name (V3). `free` are slight changes of it that nobody has."""

    field = "name"

    def __init__(self, wanted: str, free: tuple[str, ...]) -> None:
        self.free = free
        super().__init__(
            say(_("There is an agreement called %(name)s already."), name=name(wanted)),
            remedy=say(_("Change it slightly. Free are, for instance: %(names)s."), names=name("; ".join(free))),
        )


class NameUnsound(Refusal):
    status = 422
    field = "name"

    def __init__(self, says: Text) -> None:
        super().__init__(says, remedy=say(_("Write the new name as it stands in what proves it.")))


@transaction.atomic
def move_agreement(agreement: Agreement, *, to: Partner, by: Actor) -> Agreement:
    """Make it the customer of another reseller, from today. What was sold before stays the old one's (V9).

    The old reseller loses sight of the customer, and keeps its orders and their return rights. Refused while something
    is open. All three are told. A customer's record that was the old one's own is shared from now on.
    """
    to = _both_locked(agreement, to)
    Account.locked(agreement.account_id)
    agreement = Agreement.locked(agreement.pk)
    permissions.move_agreement.check(by, agreement)
    fit_to_move(agreement, to)
    if found := settling.open_of(agreement):
        raise NotSettled(found)

    agreement.step("move")
    today, before, was_with = today_of(agreement), agreement.partner, agreement.contact
    agreement.spells.filter(until=None).update(until=today)
    agreement.spells.create(partner=to, since=today)
    agreement.partner, agreement.contact = to, _primary(to)
    agreement.save(update_fields=["state", "partner", "contact"])
    _use_up_consents(agreement)
    if agreement.account.owner_id not in (None, to.pk):
        share_account(agreement.account, by=by)
    record(AgreementMoved(agreement.number, before.pk, to.pk), about=agreement, by=by)
    mails.customer_moved_away(agreement, before, was_with)
    mails.customer_moved_here(agreement)
    for one in administrators_of(agreement):
        mails.reseller_changed(agreement, before, one)
    return agreement


@transaction.atomic
def cancel_agreement(agreement: Agreement, *, why: str, by: Actor) -> Agreement:
    """End it today: its name is free, nobody administers or uses it, nothing is announced any more (V8).

    `why` is told to the reseller and the customer. Licences that were never ordered go free of charge; what was
    ordered is credited only as far as it goes back in time. Refused while a distributor still has to answer.
    """
    agreement = Agreement.locked(agreement.pk)
    permissions.cancel_agreement.check(by, agreement)
    if waiting := settling.waiting_orders(agreement):
        raise NotSettled(settling.Open((), waiting))

    agreement.step("cancel")
    today, licences, tell = today_of(agreement), agreement.licences, administrators_of(agreement)
    agreement.cancelled_on, agreement.cancelled_why = today, why.strip()
    agreement.save(update_fields=["state", "cancelled_on", "cancelled_why"])
    agreement.spells.filter(until=None).update(until=today)
    agreement.administrators.filter(active=True).update(active=False, left_on=today)
    agreement.administrator_invitations.filter(state__in=("open", "expired")).update(state="withdrawn")
    Assignment.objects.filter(agreement=agreement, until=None).update(until=clock.now())
    _use_up_consents(agreement)
    keeping.keep(agreement)
    fact = AgreementCancelled(agreement.number, agreement.name, licences, agreement.cancelled_why)
    record(fact, about=agreement, by=by)
    mails.agreement_cancelled(agreement, tell)
    return agreement


@transaction.atomic
def rename_agreement(agreement: Agreement, *, name: str, by: Actor) -> Agreement:
    """Give it another name, unique among agreements in force (V11). Raises NameTaken with names that are free."""
    agreement = Agreement.locked(agreement.pk)
    permissions.rename_agreement.check(by, agreement)
    wanted = sound_name(agreement, name)

    agreement.step("change")
    before, agreement.name, agreement.name_key = agreement.name, wanted, key_of(wanted)
    try:
        with transaction.atomic():
            agreement.save(update_fields=["state", "name", "name_key"])
    except IntegrityError as taken:  # somebody was faster
        raise NameTaken(wanted, naming.free_instead(wanted, agreement.town)) from taken
    record(AgreementRenamed(agreement.number, before, wanted), about=agreement, by=by)
    mails.agreement_renamed(agreement, before, administrators_of(agreement))
    return agreement


# --- shared with the requests, which ask the same before they are handed in


def fit_to_move(agreement: Agreement, to: Partner) -> None:
    """Can this agreement move to that company at all? Raises what stands against it, whatever is open."""
    if kind_of(agreement).use == "nfr":
        raise NotForSale
    if agreement.partner_id == to.pk:
        raise TheirsAlready(agreement, to)
    finding = conditions.reseller_sells(CLOCK, to)
    if not finding.met:
        raise CannotSell(finding)


def sound_name(agreement: Agreement, wanted: str) -> str:
    """The name as it will be kept. Raises NameUnsound, NameTaken."""
    wanted = " ".join(wanted.split())
    if not wanted or len(wanted) > LONGEST:
        raise NameUnsound(say(_("A name has between 1 and %(longest)s characters."), longest=LONGEST))
    if wanted == agreement.name:
        raise NameUnsound(say(_("That is its name already.")))
    if naming.is_taken(wanted, but=agreement):
        raise NameTaken(wanted, naming.free_instead(wanted, agreement.town))
    return wanted


def administrators_of(agreement: Agreement) -> list[Administrator]:
    """Who administers it now, the primary administrator first."""
    return list(agreement.administrators.filter(active=True).select_related("person").order_by("-primary", "pk"))


def _both_locked(agreement: Agreement, to: Partner) -> Partner:
    """Both companies are locked in the order of their ids, so that two moves never wait for each other."""
    return {pk: Partner.locked(pk) for pk in sorted({agreement.partner_id, to.pk})}[to.pk]


def _primary(partner: Partner) -> Contact | None:
    return partner.contacts.filter(kind=Contact.Kind.PRIMARY, active=True).first()


def _use_up_consents(agreement: Agreement) -> None:
    """What the customer agreed to has been done, or can't be any more."""
    agreement.consents.filter(used_at=None, withdrawn_at=None).update(used_at=clock.now())
