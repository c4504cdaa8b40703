"""Caps: where a deal, a partner or the whole cycle was given more than its bound, its lines are cut in proportion.

`rules.bounds.within` in SQL: a line gets the share of all up to it, less what those before it got. Only the lines of
what is over its cap are touched.
"""

from __future__ import annotations

from kanaal.customers.finding.dialect import Part
from kanaal.rebates.computing.frame import Frame

# What a deal was given in other cycles, returns taken off, leaves that much less room.
_GIVEN_BEFORE = """coalesce((select sum($cents(t.amount + t.held - t.released)) from {totals} t
  where t.opportunity_id = s.grouped and t.cycle_id <> {cycle}), 0)"""
_CUT = """
with sums as (
  select {grouped} as grouped, cast(sum($cents(e.earned - e.capped)) as bigint) as whole
  from {entries} e where e.cycle_id = {cycle} and e.kind = 'earned' group by 1
), rooms as (
  select grouped, whole, case when room < 0 then 0 else room end as room from (
    select s.grouped, s.whole, cast({cap} - <before> as bigint) as room from sums s) r
  where whole > room
), upto as (
  select e.id, r.room, r.whole, $cents(e.earned - e.capped) as own, cast(sum($cents(e.earned - e.capped)) over (
    partition by r.grouped order by e.line_id, e.id rows unbounded preceding) as bigint) as upto
  from {entries} e join rooms r on r.grouped = {grouped} where e.cycle_id = {cycle} and e.kind = 'earned'
), cut as (
  select u.id, $share(u.room; u.upto; u.whole) - $share(u.room; u.upto - u.own; u.whole) as kept
  from upto u where u.whole > 0
), held as (
  select c.id, c.kept, $portion(c.kept; $cents(t.holdback)) as held
  from cut c join {entries} e on e.id = c.id join {tariffs} t on t.id = e.tariff_id
)
update {entries} set capped = earned - $money(h.kept), held = $money(h.held), amount = $money(h.kept - h.held)
from held h where {entries}.id = h.id"""


def bound(frame: Frame) -> None:
    """The caps of deals, of partners, and of the cycle, in this order; each on what the one before has left."""
    _cut(frame, "deal_cap", "e.opportunity_id", _GIVEN_BEFORE)
    _cut(frame, "partner_cap", "e.partner_id", "0")
    _cut(frame, "cycle_cap", "e.cycle_id", "0")


def _cut(frame: Frame, name: str, grouped: str, before: str) -> None:
    cap = frame.cap(name)
    if cap is not None:
        frame.tell(_CUT, {"before": before}, grouped=Part(grouped), cap=cap)
