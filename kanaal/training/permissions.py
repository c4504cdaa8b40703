"""Who may learn, and who sees what others have learned. Which level and which contacts the training center is open to
is said by the pack's place that this module fills.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.decisions import Condition, Finding, condition, door, met, permission, unmet
from kanaal.core.texts import name, say
from kanaal.partners import permissions as partners
from kanaal.partners import rooms
from kanaal.partners.models import Partner
from kanaal.partners.permissions import contact_active, is_primary_contact, is_the_clock, membership_in_force
from kanaal.partners.policy import Place, PlacesPolicy
from kanaal.partners.queries import remember_contact
from kanaal.people.permissions import is_staff, staff_is
from kanaal.programme.lacking import lacking
from kanaal.programme.policies import policy
from kanaal.training.models import Certificate, Learning
from kanaal.training.queries import active_contact_of

MODULE = "training"


def training_place() -> Place | None:
    """The place of the programme that is our room; None where the programme has none."""
    return next((place for place in policy(PlacesPolicy).places if place.module == MODULE), None)


@condition
def training_is_offered(actor: Actor, partner: Partner) -> Finding:
    """Does the programme have a training center at all, and does the company's level open it?"""
    place = training_place()
    if place is None:
        return lacking(_("this programme has no training center"))
    return partners.level_opens(place.key).ask(actor, partner)


@condition
def meant_for_this_contact(actor: Actor, partner: Partner) -> Finding:
    place = training_place()
    if place is None:
        return lacking(_("this programme has no training center"))
    asked: Condition[Partner] = rooms.audience_is(place.audience)
    finding = asked.ask(actor, partner)
    return rooms.holds_seat.ask(actor, partner) if finding.met and place.needs_seat else finding


@condition
def is_my_learning(actor: Actor, learning: Learning) -> Finding:
    if actor.person_id is not None and learning.person_id == actor.person_id:
        return met(_("it is your own course"))
    return unmet(_("it is somebody else's course"), remedy=say(_("Everybody takes their own.")))


@condition
def training_is_open_to_me(actor: Actor, learning: Learning) -> Finding:
    """A course under way goes on only while the learner still may enter the training center, at whichever company."""
    contact = active_contact_of(learning.person_id)
    if contact is None:
        return unmet(
            _("you are no contact of a partner at present"),
            remedy=say(_("What you have read is kept. Go on when a partner has let you in again.")),
        )
    decision = enter_training.explain(actor, remember_contact(contact))
    return next(iter(decision.reasons), met(_("the training center is open to you")))


@condition
def is_my_certificate(actor: Actor, certificate: Certificate) -> Finding:
    if actor.person_id is not None and certificate.person_id == actor.person_id:
        return met(_("the certificate is yours"))
    return unmet(
        _("the certificate is somebody else's"),
        remedy=say(
            _("Ask %(holder)s for its link; anybody can check it there."), holder=name(certificate.holder or "–")
        ),
    )


_OPEN = (membership_in_force, contact_active, training_is_offered, meant_for_this_contact)

enter_training = door(_("open the training center"), *_OPEN)
see_company_training = door(_("see what your colleagues have learned"), *_OPEN, is_primary_contact)
register_learner = permission(_("register for training"), *_OPEN)
start_course = permission(_("begin a course"), *_OPEN)
read_module = permission(_("read this module"), is_my_learning, training_is_open_to_me)
submit_quiz = permission(_("hand in this quiz"), is_my_learning, training_is_open_to_me)
get_certificate = door(_("download this certificate"), is_my_certificate)
ask_colleague = permission(_("ask a colleague to take a course"), *_OPEN, is_primary_contact)
see_training_figures = door(_("see the figures of training"), is_staff)
revoke_certificate = permission(_("revoke a certificate"), staff_is("manager"))
expire_certificate = permission(_("let a certificate expire"), is_the_clock)
remind_of_certificate = permission(_("remind of a certificate"), is_the_clock)
