"""The Admin Console on the walks: licences in every state, users, groups, a directory, a commitment that waits."""

from __future__ import annotations

from kanaal.licensing.actions.administrators import change_primary_administrator, invite_administrator
from kanaal.licensing.actions.assignments import assign_licence
from kanaal.licensing.actions.consenting import give_switch_consent
from kanaal.licensing.actions.groups import make_licence_group
from kanaal.licensing.actions.provisioning import make_provisioning_token
from kanaal.licensing.actions.users import UserDetails, add_licence_user
from kanaal.licensing.models import Administrator, Agreement, Assignment, LicenceUser
from kanaal.programme import releases
from tests import world
from tests import world_licences as licences

NAME = "Gemeente Waterrijk"
PAGES = [
    ("eva", "/console/"), ("eva", "/console/licences/{licence_sku}/"), ("eva", "/console/timeline/"),
    ("eva", "/console/payment/"),
    ("eva", "/console/administrators/"), ("eva", "/console/administrators/invite/"),
    ("eva", "/console/administrators/primary/"), ("eva", "/console/administrators/{second_administrator}/end/"),
    ("eva", "/console/users/"), ("eva", "/console/users/?q=jan&has=none"), ("eva", "/console/users/new/"),
    ("eva", "/console/users/import/"), ("eva", "/console/users/{licence_user}/"),
    ("eva", "/console/users/{licence_user}/removal/"), ("eva", "/console/groups/"),
    ("eva", "/console/groups/{licence_group}/"), ("eva", "/console/directory/"), ("eva", "/console/reseller/"),
    ("eva", "/console/commitment/"), ("jan", "/console/join/mine/{administration}/"),
    ("jan", "/console/join/mine/{administration}/terms/"), ("anna", "/console/"),
]  # fmt: skip
PUBLIC = {"accept-administration", "accept-administration-terms", "scim-root"}
NAMES = {
    "jan",
    "mia",
    "bas",
    "noor",
    "joris",
    "kim",
    "entra",
    "okta",
    "bakker",
    "vries",
    "creative",
    "cloud",
    "waterrijk",
}


def make_world() -> dict[str, str | int]:
    """Eva's municipality: some ordered, some overdue, some suspended; more given out than can be used."""
    found = Agreement.objects.filter(name=NAME).first()
    if found is None or not found.licence_users.exists():
        world.lindeboom()
        found = licences.agreement(NAME, release_id=releases.current().pk)  # its terms in the walks' own language, too
        eva = licences.eva(found)
        by = licences.administrator(eva, found)
        licences.add(found, 1, ago=80, ordered=1)
        licences.add(found, 2, ago=40)
        licences.add(found, 1, ago=3)
        users = [
            add_licence_user(found, details=UserDetails(f"{name}@waterrijk.example", name.title()), by=by)
            for name in ("joris", "mia", "bas", "noor")
        ]
        for one in users[:3]:
            assign_licence(one, sku=licences.SKU, by=by)
        licences.add(found, 1, ago=70)
        make_licence_group(found, name=licences.SKU, members=[users[0].pk, users[3].pk], by=by)
        make_provisioning_token(found, name="Entra ID", days=90, by=by)
        give_switch_consent(found, by=by)
        invite_administrator(found, email="kim@gemeente-waterrijk.example", full_name="Kim", by=by)
        jan = world.jan()
        second = found.administrators.create(person=jan, email=jan.email, since=licences.day(10))
        change_primary_administrator(second, by=by)
        found.commitments.create(number="3Y-100001", quantity=20, requested=licences.day(1))
    second = Administrator.objects.get(agreement=found, primary=False)
    return {
        "licence_sku": licences.SKU,
        "licence_user": LicenceUser.objects.filter(agreement=found).earliest("pk").pk,
        "licence_group": found.licence_groups.earliest("pk").pk,
        "second_administrator": second.pk,
        "administration": second.invitations.earliest("pk").pk,
        "assigned": Assignment.objects.filter(agreement=found, until=None).count(),
    }
