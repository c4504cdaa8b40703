"""An amount told step by step: the line, the deal, the level, the rule, the caps, the holdback, and what came later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kanaal.core import formats
from kanaal.core.texts import Text
from kanaal.partners.policy import LevelsPolicy
from kanaal.programme.policies import policy
from kanaal.rebates import why
from kanaal.rebates.models import Entry
from kanaal.rebates.models.entries import HOW
from kanaal.sales.policy import DealTypesPolicy


@dataclass(frozen=True)
class Step:
    """A step of the way to an amount: what it is, what it says, and what it comes to, if it is a sum."""

    title: str
    text: str
    result: str = ""
    url: str = ""
    label: str = ""
    icon: str = "circle"


def explained(entry: Entry) -> dict[str, Any]:
    """All that the page "why this amount" shows, for a partner as for the vendor."""
    of = entry if entry.kind == "earned" else why.related(entry.of_id or 0)
    if of.kind != "earned":  # what was amended is a return's entry
        of = why.related(of.of_id or 0)
    found = why.why(of)
    back = why.why_back(entry) if entry.kind == "clawback" else None
    return {
        "entry": entry,
        "cycle": entry.cycle,
        "money": _headline(entry),
        "of": None if of is entry else of,
        "steps": [
            *_way(found),
            *(_back_steps(back) if back else []),
            *(_freed(entry) if entry.kind == "released" else []),
            *(_amended(entry) if entry.kind == "amended" else []),
        ],
        "rule": found.rate,
        "release": found.release,
        "agrees": found.agrees and (back is None or back.agrees),
        "followers": why.followers(entry) if entry.kind == "earned" else [],
    }


def _headline(entry: Entry) -> str:
    """What the entry gave, or took: with what is held back of it."""
    return formats.money(entry.given_now, entry.currency)


def _way(found: why.Why) -> Iterator[Step]:
    entry = found.entry
    yield _the_line(entry)
    yield _the_deal(entry)
    yield _the_day(found)
    yield _the_rule(found)
    yield from _the_caps(found)
    yield from _the_holdback(found)


def _the_line(entry: Entry) -> Step:
    line = entry.line
    by = line.report.distributor or line.report.partner
    text = _(
        "%(by)s reported it in %(report)s, line %(line)s: %(quantity)s × %(sku)s for %(customer)s, sold on %(day)s."
    ) % {
        "by": by.name if by else "", "report": line.report.number, "line": line.line,
        "day": formats.date(line.sold_on), "quantity": formats.number(line.quantity), "sku": line.sku,
        "customer": line.customer or "–",
    }  # fmt: skip
    if line.currency != entry.currency:
        text += " " + _("%(amount)s at the rate of the day, %(rate)s.") % {
            "amount": formats.money(line.amount, line.currency), "rate": formats.exact(line.rate or Decimal(0))
        }  # fmt: skip
    return Step(_("The line"), text, formats.money(entry.base, entry.currency), icon="file-text")


def _the_deal(entry: Entry) -> Step:
    deal, how = entry.opportunity, str(Text(dict(HOW)[entry.how]))
    if deal is None:
        return Step(_("The deal"), how, icon="handshake")
    number = entry.line.order_number if entry.how == "number" else entry.line.po_number if entry.how == "po" else ""
    text = _("%(number)s, %(name)s, for %(customer)s: matched %(how)s %(order)s.") % {
        "number": deal.number, "name": deal.name, "customer": deal.account.name, "how": how, "order": number,
    }  # fmt: skip
    return Step(_("The deal"), text.replace(" .", "."), icon="handshake")


def _the_day(found: why.Why) -> Step:
    """Level, deal type and registration as they were on the day of the sale."""
    tariff, entry = found.entry.tariff, found.entry
    level = policy(LevelsPolicy, found.release).get(tariff.level)
    kind = policy(DealTypesPolicy, found.release).get(tariff.deal_type)
    values = {
        "day": formats.date(entry.sold_on), "partner": entry.partner.name,
        "level": str(level.name) if level else tariff.level or "–",
        "kind": str(kind.name) if kind else tariff.deal_type or "–",
    }  # fmt: skip
    text = _("On %(day)s %(partner)s was %(level)s; the deal type is %(kind)s.") % values
    if found.registration is not None and found.registration.protected_until is not None:
        text += " " + _("The deal was registered (%(number)s), protected until %(until)s.") % {
            "number": found.registration.number, "until": formats.date(found.registration.protected_until)
        }  # fmt: skip
    else:
        text += " " + _("No approved registration counted on that day.")
    return Step(_("The day of the sale"), text, icon="calendar")


def _the_rule(found: why.Why) -> Step:
    tariff, currency = found.entry.tariff, found.entry.currency
    if found.rate is None:
        text = _("No rate of the programme fits: nothing is given for this combination.")
        return Step(_("The rule"), text, formats.money(Decimal(0), currency), icon="scale")
    text = _("“%(rule)s” So: %(base)s × %(percent)s %% = %(earned)s.")
    text %= {
        "rule": str(found.rate.text), "base": formats.money(found.entry.base, currency),
        "percent": formats.number(tariff.rate), "earned": formats.money(found.earned, currency),
    }  # fmt: skip
    return Step(_("The rule"), text, formats.money(found.earned, currency), icon="scale")


def _the_caps(found: why.Why) -> Iterator[Step]:
    cuts, currency = found.cuts, found.entry.currency

    def less(amount: Decimal) -> str:
        return formats.money(-amount, currency)

    if cuts.line and found.entry.tariff.line_cap is not None:
        cap = formats.money(found.entry.tariff.line_cap, currency)
        yield Step(
            _("The cap of a line"), _("One line gives %(cap)s at most.") % {"cap": cap}, less(cuts.line), icon="lock"
        )
    if cuts.deal:
        text = _(
            "The %(count)s lines of this deal came to %(whole)s; of that %(room)s was left under the cap of a deal. "
            "Each line was cut in proportion, to the cent."
        ) % {
            "count": formats.number(cuts.deal_lines), "whole": formats.money(cuts.deal_whole, currency),
            "room": formats.money(cuts.deal_room, currency),
        }  # fmt: skip
        yield Step(_("The cap of a deal"), text, less(cuts.deal), icon="lock")
    if cuts.rest:
        text = _(
            "The cap of the partner in a cycle, or of the whole cycle, was reached; each line was cut in proportion."
        )
        yield Step(_("A further cap"), text, less(cuts.rest), icon="lock")


def _the_holdback(found: why.Why) -> Iterator[Step]:
    entry, currency = found.entry, found.entry.currency
    if found.given.held:
        text = _("%(percent)s %% of it is held back, in case something is returned.") % {
            "percent": formats.number(entry.tariff.holdback)
        }  # fmt: skip
        if entry.cycle.release_on:
            text += " " + _("It is released on %(day)s, with the cycle in which that day lies.") % {
                "day": formats.date(entry.cycle.release_on)
            }  # fmt: skip
        yield Step(_("Held back"), text, formats.money(-found.given.held, currency), icon="clock")
        yield Step(_("Counts at once"), _("In the cycle %(key)s.") % {"key": entry.cycle.key},
                   formats.money(found.given.amount, currency), icon="banknote")  # fmt: skip


def _back_steps(back: why.Back) -> Iterator[Step]:
    entry, currency = back.entry, back.entry.currency
    text = _(
        "On %(day)s %(now)s of the %(whole)s came back, after %(before)s before. Exactly their share of what was given "
        "is taken back."
    ) % {
        "day": formats.date(entry.line.sold_on), "now": formats.number(-entry.line.quantity),
        "whole": formats.number(back.line.quantity), "before": formats.number(back.before),
    }  # fmt: skip
    yield Step(_("The return"), text, formats.money(entry.given, currency), icon="undo-2")
    if entry.held:
        held = _("Of that so much had been held back, and is held back no longer: %(held)s.")
        yield Step(_("Held back"), held % {"held": formats.money(-entry.held, currency)},
                   formats.money(entry.amount, currency), icon="clock")  # fmt: skip


def _freed(entry: Entry) -> Iterator[Step]:
    text = _("What was held back is released in the cycle %(key)s, less what returns took of it.")
    yield Step(
        _("Released"), text % {"key": entry.cycle.key}, formats.money(entry.amount, entry.currency), icon="banknote"
    )


def _amended(entry: Entry) -> Iterator[Step]:
    text = _("The partner disputed the amount and the desk granted it. The cycle %(key)s gives the whole difference.")
    yield Step(
        _("The dispute"), text % {"key": entry.cycle.key}, formats.money(entry.amount, entry.currency), icon="scale"
    )
