"""The pages of a company's level and of the desk that decides about it."""

from __future__ import annotations

import re

from kanaal.core import clock
from kanaal.levels.actions.attesting import attest_need
from kanaal.levels.actions.proposals import edit_proposal, propose_change, weigh_proposal
from kanaal.levels.actions.upgrades import request_upgrade
from kanaal.levels.models import Proposal, Upgrade
from kanaal.partners.policy import LevelsPolicy
from kanaal.programme import releases
from kanaal.programme.policies import policy
from tests import world

PAGES = [
    ("fatma", "/portal/level/"), ("anna", "/portal/level/"), ("anna", "/portal/level/needs/six-months-member/"),
    ("anna", "/portal/level/needs/gold-units/"), ("fatma", "/portal/level/what-if/"),
    ("joost", "/portal/level/gold/application/"), ("fatma", "/portal/applications/{upgrade}/"),
    ("anna", "/requests/new/contested_fact/?need=gold-units"), ("bo", "/portal/level/gold/application/"),
    ("carla", "/portal/level/"), ("vera", "/desk/partners/{at_risk}/level/"),
    ("vera", "/desk/applications/"), ("vera", "/desk/applications/{upgrade}/"),
    ("vera", "/desk/programme/"), ("vera", "/desk/programme/{proposal}/"), ("auditor", "/desk/programme/{proposal}/"),
    ("vera", "/desk/programme/{proposal}/partners/"),
    ("vera", "/desk/partners/{partner}/level/"),
    ("vera", "/desk/partners/{partner}/attestations/"), ("auditor", "/desk/applications/{upgrade}/"),
]  # fmt: skip


def make_world() -> dict[str, int]:
    if not Upgrade.objects.exists():
        vera, fatma = world.actor(world.vera()), world.actor(world.fatma())
        needs = {need.key for level in policy(LevelsPolicy).levels for need in level.needs}
        if "code-of-conduct" in needs:
            attest_need(world.zonnehof(), need="code-of-conduct", value=1, evidence="2026", by=vera)
        answers = {"people": "3", "customers": "12", "guide-read": "yes"}
        request_upgrade(world.zonnehof(), level=world.CERTIFIED, answers=answers, by=fatma)
        made = propose_change(title="2027", by=vera)
        rule = re.compile(r"(grace_days\"? = )(\d)")
        file = next(name for name, text in made.files.items() if rule.search(text))
        text = rule.sub(r"\g<1>1\2", made.files[file])
        weigh_proposal(edit_proposal(made, file=file, text=text, by=vera))
        world.carla()
        today = clock.today()
        for need in ("gold-units", "code-of-conduct"):
            world.maasveld().lapses.create(
                level=world.GOLD, need=need, since=today, until=today, release_id=releases.current().pk
            )
    return {
        "at_risk": world.maasveld().pk,
        "upgrade": Upgrade.objects.earliest("pk").pk,
        "proposal": Proposal.objects.earliest("pk").pk,
    }
