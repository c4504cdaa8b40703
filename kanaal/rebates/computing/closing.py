"""Sums of a cycle: by deal and month, and from these a statement for each partner, with what is carried over (R4)."""

from __future__ import annotations

import datetime as dt

from kanaal.customers.finding.dialect import Part
from kanaal.rebates.computing.dialect import SUBUNITS, stamp
from kanaal.rebates.computing.frame import Frame

_DEALS = """
insert into {totals} (cycle_id, partner_id, opportunity_id, month, entries,
  earned, capped, held, released, clawed, amount)
select {cycle}, e.partner_id, e.opportunity_id, $month(e.sold_on), count(*), sum(e.earned), sum(e.capped),
  sum(case when e.kind <> 'released' then e.held else 0 end),
  sum(case when e.kind = 'released' then e.amount else 0 end),
  sum(case when e.kind = 'clawback' then -e.amount - e.held else 0 end), sum(e.amount)
from {entries} e where e.cycle_id = {cycle} group by 2, 3, 4"""

# Partners with entries, and those for whom something was carried over; who has nothing of either gets no statement.
_STATEMENTS = """
with earned as (
  select partner_id, cast(sum(entries) as bigint) as entries, $cents(sum(earned)) as earned,
    $cents(sum(capped)) as capped, $cents(sum(held)) as held, $cents(sum(released)) as released,
    $cents(sum(clawed)) as clawed, $cents(sum(amount)) as amount
  from {totals} where cycle_id = {cycle} group by partner_id
), carried as (
  select s.partner_id, $cents(s.carried_out) as carried from {statements} s
  where s.cycle_id = {previous} and s.carried_out <> 0
), whole as (
  select p.id as partner_id, coalesce(e.entries, 0) as entries, coalesce(e.earned, 0) as earned,
    coalesce(e.capped, 0) as capped, coalesce(e.held, 0) as held, coalesce(e.released, 0) as released,
    coalesce(e.clawed, 0) as clawed, coalesce(c.carried, 0) as carried,
    coalesce(e.amount, 0) + coalesce(c.carried, 0) as total
  from {partners} p left join earned e on e.partner_id = p.id left join carried c on c.partner_id = p.id
  where e.partner_id is not null or c.partner_id is not null
)
insert into {statements} (number, cycle_id, partner_id, currency, state, entries, made_at,
  earned, capped, held, released, clawed, carried_in, payable, carried_out)
select '', {cycle}, w.partner_id, {currency}, 'made', w.entries, {now}, $money(w.earned), $money(w.capped),
  $money(w.held), $money(w.released), $money(w.clawed), $money(w.carried),
  $money(case when w.total > 0 and w.total >= {minimum} then w.total else 0 end),
  $money(case when w.total > 0 and w.total >= {minimum} then 0 else w.total end)
from whole w"""


def close(frame: Frame, now: dt.datetime) -> None:
    """Sums and statements of the entries as they are."""
    frame.tell(_DEALS)
    minimum = Part(str(frame.bounds.minimum * SUBUNITS))
    frame.tell(_STATEMENTS, minimum=minimum, now=stamp(now))
