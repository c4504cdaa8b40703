"""Where training is found: its place among the programme's, My Learnings, and the way to register (C1)."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.pages import NavGroup, NavItem, places_for, support_for
from kanaal.core.texts import say
from kanaal.partners.models import Contact
from kanaal.partners.rooms import ROOMS
from kanaal.people.places import FURTHER
from kanaal.training.permissions import MODULE

ROOMS[MODULE] = "training-home"


@places_for("contact")
def training_places(actor: Actor, contact: Contact) -> Iterable[NavGroup]:
    """One's own certificates are open to everybody; those of the company to its primary contact."""
    items = [NavItem(say(_("My Learnings")), reverse("my-learnings"), "award")]
    if contact.kind == Contact.Kind.PRIMARY:
        items.append(NavItem(say(_("Certificates of your company")), reverse("company-training"), "users-round"))
    yield NavGroup(say(_("Certificates")), tuple(items))


def my_learnings(actor: Actor) -> Iterable[NavItem]:
    """Also for somebody who is nobody's contact any more: what they learned is theirs (C4)."""
    if not actor.acts_as("staff"):
        yield NavItem(say(_("My Learnings")), reverse("my-learnings"), "award")


FURTHER.append(my_learnings)


@support_for("contact")
def training_support(actor: Actor, contact: Contact) -> Iterable[NavItem]:
    yield NavItem(say(_("Registering for training")), reverse("training-registration"), "graduation-cap")
