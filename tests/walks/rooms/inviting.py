"""Inviting customers on the walks: invitations in every state, who uses the console, and the page behind the link."""

from __future__ import annotations

from contextlib import suppress

from kanaal.licensing.actions.accepting import CustomerNameInUse
from kanaal.licensing.actions.agreements import appoint_to_console
from kanaal.licensing.actions.inviting import withdraw_customer_invitation
from kanaal.licensing.models import CustomerInvitation
from kanaal.partners.models import Contact
from tests import world
from tests.world_invitations import accepted, invitation

ONE, LIST = "/reselling/invitations/{invitation}/", "/reselling/invitations/"
MINE = "/agreements/invitations/"
PAGES = [
    ("anna", LIST), ("anna", f"{LIST}?state=taken&q=waterrijk"), ("anna", "/reselling/invite/"),
    ("anna", "/reselling/invite/many/"), ("anna", "/reselling/people/"), ("anna", ONE), ("anna", f"{ONE}change/"),
    ("anna", f"{LIST}{{invitation_taken}}/"), ("anna", f"{LIST}{{invitation_accepted}}/"),
    ("anna", f"{LIST}{{invitation_withdrawn}}/"), ("anna", "/reselling/customers/{invited_agreement}/contact/"),
    ("bo", "/reselling/people/"), ("bo", ONE), ("fatma", "/reselling/people/"), ("eva", MINE),
    ("eva", f"{MINE}mine/{{invitation}}/"), ("eva", f"{MINE}mine/{{invitation_taken}}/"),
    ("eva", f"{MINE}mine/{{invitation_accepted}}/"), ("eva", f"{MINE}mine/{{invitation_withdrawn}}/"),
    ("nobody", "{invitation_link}"), ("gerda", "{invitation_link}"),
]  # fmt: skip
NAMES = {
    "bibliotheek", "gemeente", "waterrijk", "hilversum", "sportbedrijf", "museum", "bussum", "vip", "eva", "rijn",
}  # fmt: skip


def make_world() -> dict[str, str]:
    """Eva was invited for five organisations: one waits, one needs another name, one is accepted, one withdrawn."""
    if not CustomerInvitation.objects.filter(name="Bibliotheek Waterrijk").exists():
        anna, bo = world.actor(world.anna(), "contact"), Contact.objects.get(person=world.bo())
        appoint_to_console(bo, by=anna)
        accepted(invitation(name="Bibliotheek Waterrijk"))
        accepted(invitation(world.carla(), name="Museum Waterrijk", email="m@museum-waterrijk.example"))
        withdraw_customer_invitation(invitation(name="Sportbedrijf Waterrijk"), by=anna)
        taken = invitation(name="museum waterrijk")
        with suppress(CustomerNameInUse):
            accepted(taken)
        invitation(name="Gemeente Waterrijk")
    mine = {one.name: one for one in CustomerInvitation.objects.filter(partner=world.lindeboom()).order_by("pk")}
    done = mine["Bibliotheek Waterrijk"]
    mails = [mail for mail in world.mails_to(world.eva().email) if mail.name == "customer_invited"]
    return {
        "invitation": mine["Gemeente Waterrijk"].number,
        "invitation_taken": mine["museum waterrijk"].number,
        "invitation_withdrawn": mine["Sportbedrijf Waterrijk"].number,
        "invitation_accepted": done.number,
        "invited_agreement": done.agreement.number if done.agreement else "",
        "invitation_link": world.link_in(mails[-1]),
    }
