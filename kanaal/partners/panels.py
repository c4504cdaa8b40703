"""What this module adds to pages of lower ones: one's own data (L5), and what somebody without a role can do."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.texts import say
from kanaal.partners.models import Contact, Enrolment, Invitation
from kanaal.partners.queries import latest_enrolment_of
from kanaal.people import held, roles
from kanaal.people.models import Person
from kanaal.people.queries import addresses_of

# --- enrolment


def my_enrolments(person: Person) -> held.Section:
    """Everything that a person ever filled in to enrol a company."""
    rows = [
        {
            "company": e.company_name,
            "state": e.state_label,
            "began_at": e.began_at,
            "submitted_at": e.submitted_at,
            "decided_at": e.decided_at,
            "answers": e.answers,
            "question": e.question,
            "decline_note": e.decline_note,
        }
        for e in Enrolment.objects.filter(person=person).order_by("-pk")
    ]
    columns = [("company", say(_("Company"))), ("state", say(_("State"))), ("submitted_at", say(_("Handed in")))]
    return held.Section("enrolments", say(_("Your enrolments")), rows, columns)


# --- contacts


def my_contacts(person: Person) -> held.Section:
    """For which companies a person acts or acted, and at what address."""
    found = Contact.objects.filter(person=person).select_related("partner").order_by("-pk")
    rows = [
        {"company": c.partner.name, "kind": say(c.get_kind_display()), "email": c.email, "name": c.name}
        | {"job_title": c.job_title, "since": c.since, "left_on": c.left_on, "active": c.active}
        for c in found
    ]
    columns = [("company", say(_("Company"))), ("kind", say(_("Kind"))), ("email", say(_("E-mail address")))]
    columns += [("since", say(_("Since"))), ("left_on", say(_("Until")))]
    return held.Section("contacts", say(_("Companies you act for")), rows, columns)


def my_invitations(person: Person) -> held.Section:
    """Invitations to the person's own verified addresses."""
    found = Invitation.objects.filter(email__in=addresses_of(person)).select_related("partner").order_by("-pk")
    rows = [
        {"company": i.partner.name, "email": i.email, "state": i.state_label, "made_at": i.made_at, "until": i.until}
        for i in found
    ]
    columns = [("company", say(_("Company"))), ("state", say(_("State"))), ("until", say(_("Valid until")))]
    return held.Section("invitations", say(_("Invitations to you")), rows, columns)


def enrolment_card(actor: Actor) -> Iterable[roles.Card]:
    """For somebody who is nobody's contact (P7): their own enrolment, or the way to begin one."""
    mine = latest_enrolment_of(actor.person_id)
    if mine is None or mine.state in ("withdrawn", "declined"):
        title, text, label = _("Enrol your company"), _("It takes about five minutes."), _("Enroll now")
    elif mine.state == "draft":
        title, text, label = _("Your enrolment is not finished yet"), _("What you filled in is kept."), _("Go on")
    else:
        title, text, label = _("Your enrolment"), _("See how it is getting on."), _("Look at it")
    return [roles.Card(say(title), say(text), reverse("enrol"), say(label))]


held.SECTIONS.extend([my_enrolments, my_contacts, my_invitations])
roles.NO_ROLE.append(enrolment_card)
