"""What articles say of agreements: the numbers of the programme's terms, in words, so that no article gets old.

They are those of the kind of agreement to which resellers invite customers, the first where there are several.
"""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kanaal.catalogue.books import catalogue
from kanaal.core import formats, markdown
from kanaal.licensing.policy import AgreementTermsPolicy
from kanaal.licensing.rules.terms import Terms
from kanaal.nfr.policy import NfrKitPolicy
from kanaal.partners.policy import LevelsPolicy
from kanaal.programme.filling import Rules, block

LATE = gettext_noop("What is not ordered within %(order)s days is overdue: it works, but nothing more can be added.")
OFF = gettext_noop("What is not ordered within %(suspend)s days is suspended: it can't be used until it is ordered.")
WAITS = gettext_noop(
    "Yes. The console moves the date %(days)s days after the old one: until then a renewal can go back."
)
AT_ONCE = gettext_noop("The new date is shown as soon as the renewal is ordered. If it is not, the order still waits.")


def terms_in(pack: Rules) -> Terms | None:
    """None where a programme has no such agreements."""
    if not pack.has(AgreementTermsPolicy):
        return None
    return next((kind.rules for kind in pack.section(AgreementTermsPolicy).for_use("resale")), None)


@block("terms.invitation_days")
def invitation_days(pack: Rules, language: str) -> str:
    terms = terms_in(pack)
    return _number(terms.invitation_days, language) if terms else ""


@block("terms.approval_days")
def approval_days(pack: Rules, language: str) -> str:
    """So long a customer's word that it changes reseller is good."""
    terms = terms_in(pack)
    return _number(terms.approval_days, language) if terms else ""


@block("terms.overdue")
def overdue(pack: Rules, language: str) -> str:
    """When what was not ordered is overdue and when it is suspended."""
    terms = terms_in(pack)
    rules = terms.authorising if terms else None
    if rules is None:
        return ""
    days = {"order": _number(rules.order_days, language), "suspend": _number(rules.suspend_after_days, language)}
    with translation.override(language):
        said = [LATE, OFF] if rules.order_days < rules.suspend_after_days else [OFF]
        return " ".join(_(one) % days for one in said)


@block("terms.removal")
def removal(pack: Rules, language: str) -> str:
    """Until when what was not ordered can be removed."""
    terms = terms_in(pack)
    if terms is None or terms.authorising is None:
        return ""
    with translation.override(language):
        return _("Within %(days)s days of being added they can be removed at no cost.") % {
            "days": _number(terms.authorising.removal_days, language)
        }


@block("terms.date_moves")
def date_moves(pack: Rules, language: str) -> str:
    """Whether, and when, the date moves that the console shows."""
    terms = terms_in(pack)
    if terms is None:
        return ""
    with translation.override(language):
        says = _(WAITS if terms.renewing.date_waits else AT_ONCE)
        return says % {"days": formats.number(terms.renewing.after_days)}


@block("nfr.kit")
def kit(pack: Rules, language: str) -> str:
    """What each level brings for a partner's own use, on top of the one below it."""
    if not pack.has(NfrKitPolicy):
        return ""
    parts = []
    for level in pack.section(LevelsPolicy).by_rank:
        mine = [one for one in pack.section(NfrKitPolicy).nfr_kit if one.level == level.key]
        lines = [f"- {one.quantity} × {_product(one.product, language)}" for one in mine]
        parts += [f"**{markdown.quote(level.name.in_(language))}**\n\n" + "\n".join(lines)] if mine else []
    return "\n\n".join(parts)


def _product(sku: str, language: str) -> str:
    found = catalogue().products.get(sku)
    return markdown.quote(found.name.in_(language) if found else sku)


def _number(value: int, language: str) -> str:
    with translation.override(language):
        return formats.number(value)
