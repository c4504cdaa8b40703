"""Who may do what with a deal registration. The partner's part is its owner's, as the opportunity is (D3); the desk
decides; the clock does what was announced.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_noop as _

from kanaal.cases.links import new_case
from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.decisions import Condition, Finding, condition, door, met, permission, unmet
from kanaal.core.texts import say
from kanaal.deals.models import DeskAbsence, Registration
from kanaal.deals.policy import DealRegistrationPolicy
from kanaal.partners.permissions import is_the_clock
from kanaal.people.permissions import is_staff, staff_is
from kanaal.people.roles import staff_kind
from kanaal.programme.policies import policy
from kanaal.sales.models import Opportunity
from kanaal.sales.permissions import SEATED, SEATED_THERE, owns_it
from kanaal.sales.shown import CASE_CATEGORY

decides: Condition[Any] = staff_is("manager", "agent")


@condition
def owns_the_deal(actor: Actor, registration: Registration) -> Finding:
    return owns_it.ask(actor, registration.opportunity)


@condition
def deal_is_open(actor: Actor, opportunity: Opportunity) -> Finding:
    if opportunity.is_open:
        return met(_("the opportunity is open"))
    return unmet(
        _("the opportunity is %(state)s"),
        state=opportunity.state_label,
        remedy=say(_("Only what isn't closed can be registered.")),
    )


def state_is(*states: str) -> Condition[Registration]:
    """Is it in one of these states? Says in which it is, and where one sees it."""

    def ask(actor: Actor, registration: Registration) -> Finding:
        if registration.state in states:
            return met(_("the registration is %(state)s"), state=registration.state_label)
        return unmet(
            _("the registration is %(state)s"),
            state=registration.state_label,
            remedy=say(_("Look at it as it is now: somebody else may have been first.")),
        )

    return Condition("state_is_" + "_or_".join(states), ask)


@condition
def not_live_yet(actor: Actor, opportunity: Opportunity) -> Finding:
    live = opportunity.registrations.filter(state__in=Registration.LIVE).first()
    if live is None:
        return met(_("it has no registration under way"))
    return unmet(
        _("it has a registration already, which is %(state)s"),
        state=live.state_label,
        remedy=say(_("Go on with that one. It says what it waits for.")),
        link=reverse_lazy("registration", args=[live.number]),
        label=say(_("Look at the registration")),
    )


@condition
def has_extensions_left(actor: Actor, registration: Registration) -> Finding:
    """How often the programme lets a partner extend; the desk is not bound by it."""
    if staff_kind(actor):
        return met(_("the desk may extend it"))
    allowed = policy(DealRegistrationPolicy).extensions
    if registration.extensions < allowed:
        return met(_("it was extended %(times)s times, of %(allowed)s"), times=registration.extensions, allowed=allowed)
    return unmet(
        _("it was extended as often as the programme allows"),
        remedy=say(_("Register the deal anew when the protection has ended, or ask the helpdesk.")),
        link=new_case(CASE_CATEGORY, registration.number),
        label=say(_("Ask the helpdesk")),
    )


@condition
def has_progressed(actor: Actor, registration: Registration) -> Finding:
    """A stage forward since the protection began, or since it was last extended (D7)."""
    if staff_kind(actor):
        return met(_("the desk may extend it"))
    since = registration.extended_at or registration.protected_from
    moved = registration.opportunity.progressed_at
    if moved is not None and since is not None and moved > since:
        return met(_("the deal has moved forward since %(since)s"), since=since.date())
    return unmet(
        _("the deal has not moved to a later stage since it was registered or extended"),
        remedy=say(_("When it goes on, move it to its next stage; then the protection can be extended.")),
        link=reverse_lazy("opportunity", args=[registration.opportunity.number]),
        label=say(_("Go to the opportunity")),
    )


@condition
def protected_still(actor: Actor, registration: Registration) -> Finding:
    until = registration.protected_until
    if registration.state == "approved" and until is not None and until >= clock.today():
        return met(_("it is protected until %(until)s"), until=until)
    return unmet(_("it is not protected now"), remedy=say(_("Register the deal anew.")))


@condition
def owner_or_desk(actor: Actor, registration: Registration) -> Finding:
    if staff_kind(actor):
        return decides.ask(actor, registration)
    return owns_it.ask(actor, registration.opportunity)


@condition
def rule_or_desk(actor: Actor, registration: Registration) -> Finding:
    """The rules of the programme decide at once what they can; all else the desk (D7)."""
    if actor.kind == "clock":
        return met(_("the programme's rules decide this"))
    return decides.ask(actor, registration)


@condition
def may_be_deemed(actor: Actor, registration: Registration) -> Finding:
    if policy(DealRegistrationPolicy).deemed_approved:
        return met(_("the programme approves what the desk leaves unanswered"))
    return unmet(_("this programme waits for the desk, however long it takes"))


@condition
def promise_is_over(actor: Actor, registration: Registration) -> Finding:
    if registration.promised_at is not None and registration.promised_at <= clock.now():
        return met(_("the answer is past its promise"))
    return unmet(_("the answer is still within its promise"))


@condition
def is_oneself_or_manager(actor: Actor, subject: Any) -> Finding:
    """An agent names who answers for them; a manager does it for anybody."""
    if isinstance(subject, DeskAbsence):
        subject = subject.person
    if staff_kind(actor) == "agent" and subject.pk == actor.person_id:
        return met(_("it is your own absence"))
    return staff_is("manager").ask(actor, subject)


def done_by_owner() -> tuple[Condition[Any], ...]:
    return (*SEATED_THERE, owns_the_deal)


DRAFT, WAITS, ASKED = state_is("draft"), state_is("submitted", "asked"), state_is("asked")

begin_registration = permission(_("register this deal"), *SEATED_THERE, owns_it, deal_is_open, not_live_yet)
fill_in_registration = permission(_("fill in this registration"), *done_by_owner(), DRAFT)
submit_registration = permission(_("hand in this registration"), *done_by_owner(), DRAFT)
answer_registration = permission(_("answer the desk's question"), *done_by_owner(), ASKED)
withdraw_registration = permission(
    _("withdraw this registration"), *done_by_owner(), state_is("draft", "submitted", "asked", "approved")
)
extend_registration = permission(
    _("extend this protection"), owner_or_desk, protected_still, has_extensions_left, has_progressed
)
see_registrations = door(_("see the registrations of partners"), is_staff)
take_registration = permission(_("take this registration"), decides, state_is("submitted"))
ask_about_registration = permission(_("ask for more"), decides, state_is("submitted"))
approve_registration = permission(_("approve this registration"), rule_or_desk, WAITS)
decline_registration = permission(_("decline this registration"), rule_or_desk, WAITS)
reverse_registration = permission(_("take this decision back"), decides, state_is("approved", "declined", "expired"))
deem_approved_registration = permission(
    _("approve what the desk left unanswered"), is_the_clock, may_be_deemed, state_is("submitted"), promise_is_over
)
reconsider_registration = permission(_("judge this registration again"), is_the_clock, state_is("declined"))
lose_place = permission(_("let a registration lose its place"), is_the_clock, ASKED)
expire_registration = permission(_("let a registration expire"), is_the_clock, state_is("approved", "asked"))
close_registration = permission(_("end a registration with its deal"), is_the_clock)
remind_of_protection = permission(_("remind of a protection that ends"), is_the_clock)
escalate_registration = permission(_("tell the managers of a registration that waits"), is_the_clock)
name_delegate = permission(_("name who answers instead"), is_oneself_or_manager)
end_delegation = permission(_("end this absence"), is_oneself_or_manager)
mark_named_account = permission(_("make a customer a named account"), decides)
unmark_named_account = permission(_("make a customer a named account no longer"), decides)
check_availability = permission(_("ask whether a registration would be free"), *SEATED)
tell_of_guessing = permission(_("tell the desk that somebody asks too often"), *SEATED)
