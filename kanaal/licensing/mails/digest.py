"""What comes for customers, to the desk: one mail with all that is to be told of a morning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import translation

from kanaal.core import outbox
from kanaal.core.links import absolute
from kanaal.core.models import Mail
from kanaal.core.texts import say_many
from kanaal.licensing import wordings
from kanaal.licensing.models import Notice
from kanaal.licensing.rules.kinds import Kind
from kanaal.people.models import Person

MOST = 100
"""So many lines are read in a mail; how many more there are is said."""


def desk_told_of_coming(to: Person, notices: Sequence[Notice]) -> Mail:
    """`notices` with their agreements and resellers in hand; what comes first stands first."""
    found = sorted(notices, key=lambda one: (one.happens_on, one.agreement.name, one.pk))
    with translation.override(to.language):
        items = [_item(one) for one in found[:MOST]]
    context: dict[str, Any] = {
        "name": to.name,
        "subject": say_many(
            "What is coming for one customer",
            "What is coming for %(count)s customers",
            len({one.agreement_id for one in found}),
        ),
        "items": items,
        "left": say_many(
            "One more stands on the page of its agreement.",
            "%(count)s more stand on the pages of their agreements.",
            left,
        )
        if (left := len(found) - len(items))
        else "",
        "home_url": absolute("desk-home"),
    }
    return outbox.post("desk_told_of_coming", to=to.email, language=to.language, context=context, person_id=to.pk)


def _item(one: Notice) -> dict[str, Any]:
    return {
        "day": one.happens_on,
        "what": wordings.called(Kind(one.about)),
        "quantity": one.quantity,
        "customer": one.agreement.name,
        "number": one.agreement.number,
        "reseller": one.agreement.partner.name,
        "late": one.late,
        "url": absolute("agreement-timeline", one.agreement.number),
    }
