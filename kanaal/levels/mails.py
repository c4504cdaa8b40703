"""Mails about a level: to the primary contact, and to whoever asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from kanaal.core.links import absolute
from kanaal.core.models import Mail
from kanaal.core.texts import Words
from kanaal.levels.models import Upgrade
from kanaal.levels.policy import UpgradeReasonsPolicy
from kanaal.partners.models import Partner
from kanaal.partners.policy import LevelsPolicy
from kanaal.partners.queries import primary_of
from kanaal.people.mails import to_person
from kanaal.programme.policies import policy


def upgrade_received(upgrade: Upgrade) -> Mail:
    return _about(upgrade, "upgrade_received", promised=upgrade.promised_at)


def upgrade_approved(upgrade: Upgrade) -> Mail:
    return _about(upgrade, "upgrade_approved", portal_url=absolute("portal-home"))


def upgrade_declined(upgrade: Upgrade) -> Mail:
    reason = policy(UpgradeReasonsPolicy).get(upgrade.reason)
    return _about(upgrade, "upgrade_declined", reason=reason.text if reason else "", note=upgrade.note)


def level_at_risk(partner: Partner, needs: Sequence[Words], since: dt.date, until: dt.date) -> Mail | None:
    """To the primary contact: what is met no longer (or won't be from a day on), and until when the level is kept."""
    return _to_primary("level_at_risk", partner, needs=list(needs), since=since, until=until)


def level_risk_reminder(partner: Partner, needs: Sequence[Words], until: dt.date) -> Mail | None:
    return _to_primary("level_risk_reminder", partner, needs=list(needs), until=until)


def level_safe_again(partner: Partner) -> Mail | None:
    return _to_primary("level_safe_again", partner)


def level_lowered(partner: Partner, before: Words | str, needs: Sequence[Words]) -> Mail | None:
    return _to_primary("level_lowered", partner, before=before, needs=list(needs))


def _about(upgrade: Upgrade, mail: str, **context: Any) -> Mail:
    level = policy(LevelsPolicy).get(upgrade.level)
    return to_person(
        mail,
        upgrade.asked_by,
        number=upgrade.number,
        level=level.name if level else upgrade.level,
        partner=upgrade.partner.name,
        upgrade_url=absolute("upgrade", upgrade.pk),
        **context,
    )


def _to_primary(mail: str, partner: Partner, **context: Any) -> Mail | None:
    """A company whose primary contact has no ID yet can't be written to in a language of theirs; nobody is told."""
    primary = primary_of(partner)
    if primary is None or primary.person is None:
        return None
    level_url = absolute("my-level")
    return to_person(
        mail, primary.person, partner=partner.name, level=partner.level_name, level_url=level_url, **context
    )
