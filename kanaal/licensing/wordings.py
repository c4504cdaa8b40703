"""The words of the days of an agreement, for whoever reads them. Every kind has them; a test counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from kanaal.catalogue.books import catalogue
from kanaal.core.texts import Text, Words, name, numbered, say, say_many
from kanaal.licensing.rules.authorisations import Act
from kanaal.licensing.rules.happenings import Happening
from kanaal.licensing.rules.kinds import Kind
from kanaal.licensing.wording_of import Wording
from kanaal.licensing.wordings_coming import BY_ITSELF, COMING
from kanaal.licensing.wordings_done import DONE, LAST_DAY

WORDS: Mapping[Kind, Wording] = {**DONE, **LAST_DAY, **COMING, **BY_ITSELF}

READS_AS = {"administrators": "customer"}
"""Roles that read the words of another."""

ROLES: Mapping[str, str] = {
    "reseller": _("the reseller"),
    "customer": _("the customer"),
    "administrators": _("the customer's administrators"),
    "desk": _("the vendor"),
}

# What can be done until a day: by whoever does it, and by whoever can ask for it.
DOES: Mapping[Act, str] = {
    Act.ORDER: _("Order them, until %(until)s"),
    Act.REMOVE: _("Remove them free of charge, until %(until)s"),
    Act.RETURN: _("Return them, until %(until)s"),
    Act.LEAVE: _("Leave it as it is, until %(until)s"),
    Act.RENEW: _("Renew them, until %(until)s"),
    Act.CHANGE_SETTING: _("Change how they renew by themselves, until %(until)s"),
}
ASKS: Mapping[Act, str] = {
    Act.ORDER: _("Until %(until)s %(reseller)s can order them"),
    Act.REMOVE: _("Until %(until)s %(reseller)s can remove them free of charge"),
    Act.RETURN: _("Until %(until)s %(reseller)s can return them"),
    Act.LEAVE: _("Until %(until)s it can be left as it is"),
    Act.RENEW: _("Until %(until)s %(reseller)s can renew them"),
    Act.CHANGE_SETTING: _("Until %(until)s it can be changed how they renew by themselves"),
}


def product_name(sku: str) -> Text | Words:
    """What a product is called; its number, where the catalogue of today knows it no longer."""
    found = catalogue().products.get(sku)
    return found.name if found is not None else name(sku)


def sentence(happening: Happening, today: dt.date) -> Text:
    """What happens, or happened, on its day."""
    words = WORDS[happening.kind]
    one, many = words.was if happening.is_past(today) else words.will
    return say_many(one, many, happening.quantity, product=_of(happening), number=name(happening.about))


def _of(happening: Happening) -> Text | Words:
    return product_name(happening.product) if happening.product else name("")


def means(kind: Kind, role: str) -> Text | None:
    """What it means for a reader, beyond the sentence itself."""
    found = WORDS[kind].means.get(READS_AS.get(role, role))
    return say(found) if found else None


def choice(act: Act, role: str, until: dt.date, reseller: str, opens: dt.date | None = None) -> Text:
    """What can still be done about it, as the reader can do it or ask for it. `opens`: not before that day."""
    if opens is not None:
        return say(_("They can be renewed from %(opens)s to %(until)s"), opens=opens, until=until)
    if role == "reseller":
        return say(DOES[act], until=until)
    return say(ASKS[act], until=until, reseller=name(reseller))


def role_name(role: str) -> Text:
    return say(ROLES.get(role, role))


SUBJECTS: Mapping[Kind, tuple[str, str]] = {
    Kind.OVERDUE: numbered("%(count)s licence overdue", "%(count)s licences overdue"),
    Kind.SUSPENDED: numbered("%(count)s licence suspended", "%(count)s licences suspended"),
    Kind.LAPSES: numbered("%(count)s licence ends unordered", "%(count)s licences end unordered"),
    Kind.RENEWS_ITSELF: numbered("%(count)s licence renews by itself", "%(count)s licences renew by themselves"),
    Kind.PAST_DUE: numbered("%(count)s licence to renew", "%(count)s licences to renew"),
    Kind.GOES: numbered("%(count)s licence ends", "%(count)s licences end"),
    Kind.COMMITMENT_ENDS: numbered(
        "the commitment to %(count)s licence ends", "the commitment to %(count)s licences ends"
    ),
}


def subject(happening: Happening) -> Text:
    """It in a few words, for a mail's subject."""
    one, many = SUBJECTS.get(happening.kind, WORDS[happening.kind].will)
    return say_many(one, many, happening.quantity, product=_of(happening), number=name(happening.about))


def called(kind: Kind) -> Text:
    """What a kind of happening is called."""
    return say(CALLED[kind])


CALLED: Mapping[Kind, str] = {
    Kind.OVERDUE: _("licences overdue"),
    Kind.SUSPENDED: _("licences suspended"),
    Kind.LAPSES: _("unordered licences end"),
    Kind.RENEWS_ITSELF: _("licences renew by themselves"),
    Kind.PAST_DUE: _("anniversary, not renewed"),
    Kind.GOES: _("licences end"),
    Kind.COMMITMENT_ENDS: _("a commitment ends"),
}
"""Those that are announced."""
