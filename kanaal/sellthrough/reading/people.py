"""Whom a line means: the reseller by membership ID, by name, by what the desk said; the end customer by its name's key.

Asked in batches and remembered, a report names the same few over and over. Nothing found is told to the reporter: a
customer's account is noted beside its line for the vendor, and never shown (R1).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kanaal.core import numbers
from kanaal.core.texts import Text, name, say
from kanaal.customers.models import AccountName
from kanaal.partners.models import Partner, PartnerNameKey
from kanaal.partners.rules import plain_name
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy
from kanaal.sellthrough.models import ResellerName
from kanaal.sellthrough.reading.judging import Sale

MOST_KEPT = 200_000


@dataclass(frozen=True, slots=True)
class Reseller:
    """Who is meant, if anybody is known to be; `base`: the currency of their region."""

    partner_id: int | None = None
    base: str = ""
    fault: Text | None = None


NOBODY = Reseller()
Said = tuple[str, str]
"""Membership ID and name, as a line has them."""


class Resellers:
    """Those of one report. `own`: the partner that reports, whose lines are all its own."""

    def __init__(self, reporter: str, own: Partner | None = None) -> None:
        self.reporter = reporter
        self.regions = {one.key: one.currency for one in policy(RegionsPolicy).regions}
        self.own = self._reseller(own.pk, own.region) if own is not None else None
        self.found: dict[Said, Reseller] = {}

    def of(self, sale: Sale) -> Reseller:
        return self.own or self.found.get((sale.reseller_id, sale.reseller), NOBODY)

    def learn(self, sales: Iterable[Sale]) -> None:
        """Ask for those that no earlier line named."""
        if self.own is not None:
            return
        if len(self.found) > MOST_KEPT:
            self.found.clear()
        new = {(sale.reseller_id, sale.reseller) for sale in sales} - self.found.keys()
        if not new:
            return
        ids = {_number(said) for one in new for said in one if said}
        by_number = {row.number: row for row in Partner.objects.filter(number__in=ids).only("number", "region")}
        names = {key_of_name(named): named for _id, named in new if named}
        by_name = self._by_name(names.keys())
        for one in new:
            self.found[one] = self._meant(one, by_number, by_name)

    def _meant(self, said: Said, by_number: dict[str, Partner], by_name: dict[str, Reseller]) -> Reseller:
        number, named = said
        if number:
            if (row := by_number.get(_number(number))) is not None:
                return self._reseller(row.pk, row.region)
            unknown = numbers.is_well_formed(number)
            return Reseller(fault=say(UNKNOWN_ID if unknown else WRONG_ID, number=name(number[:40])))
        if (row := by_number.get(_number(named))) is not None:
            return self._reseller(row.pk, row.region)
        return by_name.get(key_of_name(named), NOBODY)

    def _by_name(self, keys: Iterable[str]) -> dict[str, Reseller]:
        """By what the desk said of this reporter's names, else by the one company that is called so."""
        wanted = set(keys)
        found = {}
        for row in ResellerName.objects.filter(reporter=self.reporter, key__in=wanted).select_related("partner"):
            found[row.key] = self._reseller(row.partner_id, row.partner.region)
        short = {key.replace(" ", "")[:40] for key in wanted}
        called = defaultdict(list)
        rows = PartnerNameKey.objects.filter(key__in=short).values_list("partner", "partner__name", "partner__region")
        for pk, partner_name, region in rows:
            called[key_of_name(partner_name)].append((pk, region))
        for key, those in called.items():
            if key in wanted and len(set(those)) == 1:
                found.setdefault(key, self._reseller(*those[0]))
        return found

    def _reseller(self, partner_id: int, region: str) -> Reseller:
        return Reseller(partner_id, self.regions.get(region, ""))


class Customers:
    """The accounts that customers' names mean, as far as just one can be meant by a partner."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[tuple[int, str, int | None], ...]] = {}

    def learn(self, sales: Iterable[Sale]) -> None:
        if len(self.found) > MOST_KEPT:
            self.found.clear()
        new = sorted({sale.customer_key for sale in sales if sale.customer_key} - self.found.keys())
        for at in range(0, len(new), 1000):
            self._ask(new[at : at + 1000])

    def _ask(self, keys: Sequence[str]) -> None:
        found = defaultdict(set)
        fields = ("key", "account", "account__country", "account__owner", "account__merged_into",
                  "account__merged_into__merged_into")  # fmt: skip
        for key, pk, country, owner, one, two in AccountName.objects.filter(key__in=keys).values_list(*fields):
            found[key].add((two or one or pk, country, owner))
        for key in keys:
            self.found[key] = tuple(found.get(key, ()))

    def of(self, sale: Sale, partner_id: int | None) -> int | None:
        """One account of the name, in the country if the line says one, that is shared or this partner's own."""
        those = {
            pk
            for pk, country, owner in self.found.get(sale.customer_key, ())
            if (not sale.country or country == sale.country) and (owner is None or owner == partner_id)
        }
        return those.pop() if len(those) == 1 else None


def key_of_name(reseller: str) -> str:
    """As names of resellers are compared, without their legal form."""
    return plain_name(reseller)[:160]


def _number(said: str) -> str:
    return said.upper().replace(" ", "")


UNKNOWN_ID = _("No member has the ID %(number)s. Ask the reseller for it; it stands on its membership page.")
WRONG_ID = _("A digit or letter of %(number)s is wrong or missing. Ask the reseller for its membership ID.")
