"""What the levels add to the pages about oneself: the applications that one handed in (L5)."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kanaal.core.texts import say
from kanaal.levels.models import Upgrade
from kanaal.people import held
from kanaal.people.models import Person


def my_upgrades(person: Person) -> held.Section:
    rows = [
        {"number": u.number, "level": u.level, "answers": u.answers, "state": u.state_label}
        | {"asked_at": u.asked_at, "decided_at": u.decided_at, "note": u.note}
        for u in Upgrade.objects.filter(asked_by=person).order_by("-pk")
    ]
    columns = [("number", say(_("Number"))), ("state", say(_("State"))), ("asked_at", say(_("Asked")))]
    return held.Section("upgrades", say(_("Your applications for a level")), rows, columns)


held.SECTIONS.append(my_upgrades)
