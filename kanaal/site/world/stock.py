"""The demo's stock report: what Distri Noord has on its books of its resellers' customers, as Dirk sent it yesterday.

Two customers stand otherwise on its books than they were ordered, so that the desk's reconciliation has work.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from kanaal.core import clock
from kanaal.distribution.actions.files import carry_out_file, take_in_file
from kanaal.distribution.filing.kinds import FILE_KINDS
from kanaal.distribution.models import DistributorFile
from kanaal.distribution.work import carry_out_file_now, read_file
from kanaal.distributors.models import Distributor
from kanaal.licensing.counting import lines_of
from kanaal.licensing.models import Agreement, Order
from kanaal.site.world import licences
from kanaal.site.world.distribution import acting_for, companies
from kanaal.site.world.sellthrough import written

DIFFERENCES = {"noordwal": -2, "groenlint": 3}
"""Customer → so many more (or fewer) of its first product stand on the books than were ordered."""


def build(tell: Callable[[str], None]) -> None:
    """Once: a world with such a file is left as it is."""
    if DistributorFile.objects.filter(kind="stock").exists():
        return
    tell("counting a distributor's stock")
    noord, by = companies()["noord"], acting_for("noord")
    with clock.lived(dt.timedelta(hours=20)):
        file = take_in_file(noord, kind="stock", called=_name(), data=_file(noord), by=by)
        read_file(file.pk)
        file.refresh_from_db()
        carry_out_file(file, sure=False, by=by)
        carry_out_file_now(file.pk)


def _name() -> str:
    return f"voorraad-{clock.today().isoformat()}.csv"


def _file(noord: Distributor) -> bytes:
    """With the last row that says how many there were."""
    rows = _rows(noord)
    heading = [column.key for column in FILE_KINDS["stock"].columns]
    return written(heading, [*rows, ["END", str(len(rows))]], ",")


def _rows(noord: Distributor) -> list[list[str]]:
    elsewhere = Order.objects.exclude(distributor=noord).values("agreement")
    ordered_there = Agreement.objects.filter(orders__distributor=noord).exclude(pk__in=elsewhere)
    return list(_counted(list(ordered_there.order_by("pk").distinct())))


def _counted(agreements: list[Agreement]) -> Iterator[list[str]]:
    off = {licences.agreement(customer).pk: by for customer, by in DIFFERENCES.items()}
    lines = lines_of(agreements)
    for agreement in agreements:
        for line in lines[agreement.pk]:
            if line.ordered:
                quantity = max(0, line.ordered + off.pop(agreement.pk, 0))
                yield [agreement.number, line.product, str(quantity), clock.today().isoformat()]
