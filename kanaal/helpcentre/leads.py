"""Where the thing is done that an article tells of: the button for whoever may do it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from kanaal.core.registry import lists
from kanaal.helpcentre.library import Entry
from kanaal.helpcentre.policy import place_meant
from kanaal.partners.rooms import ROOMS
from kanaal.programme import releases

PLACE = "place"
"""In `opens` of an article: the room of the place that it is about."""


@dataclass(frozen=True)
class Way:
    """A button that helps."""

    label: str
    url: str


@dataclass(frozen=True)
class Lead:
    """A page, and what its button says. `public`: for everybody, signed in or not."""

    page: str
    label: str
    public: bool = False


LEADS: dict[str, Lead] = {
    "enrol": Lead("enrol", _("Enrol a company"), public=True),
    "portal": Lead("portal-home", _("Open the partner portal")),
    "lost-invitation": Lead("lost-invitation", _("Send my invitation again"), public=True),
    "invite": Lead("invite-contact", _("Invite a contact")),
    "contacts": Lead("contacts", _("Your contacts")),
    "company": Lead("change-company", _("Change the company profile")),
    "membership": Lead("membership", _("Your membership")),
    "my-level": Lead("my-level", _("Your level")),
    "levels": Lead("levels", _("All levels"), public=True),
    "seats": Lead("sales-profile", _("Who holds a sales seat")),
    "courses": Lead("training-home", _("All courses")),
    "my-certificates": Lead("my-learnings", _("Your certificates")),
    "opportunities": Lead("opportunities", _("Your opportunities")),
    "accounts": Lead("accounts", _("Find an account")),
    "availability": Lead("availability", _("Check availability")),
    "invite-customer": Lead("console-invite", _("Invite a customer")),
    "guide": Lead("console-guide", _("Open the guide")),
    "customers": Lead("reseller-console", _("Your customers")),
    "contracts": Lead("contracts", _("Your customers' contracts")),
    "licences": Lead("licences-home", _("Your orders and serial numbers")),
    "rebates": Lead("rebates-home", _("What you earn")),
    "bank-details": Lead("bank-details", _("Your bank details")),
    "sales-reports": Lead("sales-reports", _("Your sales reports")),
    "own-licences": Lead("nfr-home", _("Your own licences")),
    "orders": Lead("distribution-home", _("Orders to answer")),
    "case": Lead("new-case", _("Ask the helpdesk")),
    "me": Lead("me", _("Open your own page"), public=True),
}


def lead_of(entry: Entry) -> Way | None:
    """The page where it is done; None where the article names none."""
    if entry.opens == PLACE:
        return _into_place(entry)
    lead = LEADS.get(entry.opens)
    return Way(gettext(lead.label), reverse(lead.page)) if lead else None


def public_lead_of(entry: Entry) -> Way | None:
    """The same where nothing has to be decided first."""
    lead = LEADS.get(entry.opens)
    return lead_of(entry) if lead is not None and lead.public else None


def _into_place(entry: Entry) -> Way | None:
    place = place_meant(releases.current().pack, entry.place)
    if place is None or place.module not in ROOMS:
        return None
    return Way(gettext("Open %(place)s") % {"place": place.name}, reverse(ROOMS[place.module]))


@lists("Pages to which articles lead")
def _leads() -> Iterable[str]:
    return (f"{key}: {lead.page}{', for everybody' if lead.public else ''}" for key, lead in sorted(LEADS.items()))
