"""What the programme says about partners: levels, places, enrolment, membership, contacts.

No level, place, number or sentence stands here; they are in the pack. What stands here is what *kinds* of rules there
are, so that a pack that asks for something else is told so before it is published.
"""

from kanaal.partners.policy import blocks
from kanaal.partners.policy.contacts import ContactKind, ContactsPolicy, KindOfContact
from kanaal.partners.policy.enrolment import (
    CompanyField,
    DeclineReason,
    DeclineReasonsPolicy,
    EndReason,
    EndReasonsPolicy,
    EnrolmentPolicy,
    Mark,
    MembershipPolicy,
)
from kanaal.partners.policy.levels import Level, LevelsPolicy, Need
from kanaal.partners.policy.places import Place, PlacesPolicy, Tab, TabsPolicy

__all__ = [
    "CompanyField",
    "ContactKind",
    "ContactsPolicy",
    "DeclineReason",
    "DeclineReasonsPolicy",
    "EndReason",
    "EndReasonsPolicy",
    "EnrolmentPolicy",
    "KindOfContact",
    "Level",
    "LevelsPolicy",
    "Mark",
    "MembershipPolicy",
    "Need",
    "Place",
    "PlacesPolicy",
    "Tab",
    "TabsPolicy",
    "blocks",
]
