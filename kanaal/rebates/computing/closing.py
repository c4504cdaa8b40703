"""Sums of a cycle: by deal and month, and from these a statement for each partner, with what is carried over (R4)."""

from __future__ import annotations

import datetime as dt

from kanaal.customers.finding.dialect import Part
from kanaal.rebates.computing.dialect import SUBUNITS, money, month_of, stamp
from kanaal.rebates.computing.frame import Frame

_MONEY = "earned capped held released clawed amount".split()
_DEALS = (
    """
insert into {totals} (cycle_id, partner_id, opportunity_id, month, entries, """ + ", ".join(_MONEY) + """)
select {cycle}, e.partner_id, e.opportunity_id, """ + month_of("e.sold_on") + """, count(*), sum(e.earned), sum(e.capped),
  sum(case when e.kind <> 'released' then e.held else 0 end),
  sum(case when e.kind = 'released' then e.amount else 0 end),
  sum(case when e.kind = 'clawback' then -e.amount - e.held else 0 end), sum(e.amount)
from {entries} e where e.cycle_id = {cycle} group by 2, 3, 4"""
)  # fmt: skip
_SUMS = ", ".join(f"sum({one}) as {one}" for one in _MONEY)
_ZEROES = ", ".join(f"0 as {one}" for one in _MONEY)


def _as_cents(column: str) -> str:
    return f"cast(round(sum({column}) * 100) as bigint)"


# Partners with entries, and those for whom something was carried over; who has nothing of either gets no statement.
_STATEMENTS = (
    """
with earned as (
  select partner_id, cast(sum(entries) as bigint) as entries, """
    + ", ".join(f"{_as_cents(one)} as {one}" for one in _MONEY) + """
  from {totals} where cycle_id = {cycle} group by partner_id
), carried as (
  select s.partner_id, cast(round(s.carried_out * 100) as bigint) as carried
  from {statements} s where s.cycle_id = {previous} and s.carried_out <> 0
), whole as (
  select p.id as partner_id, coalesce(e.entries, 0) as entries, """
    + ", ".join(f"coalesce(e.{one}, 0) as {one}" for one in _MONEY) + """, coalesce(c.carried, 0) as carried,
    coalesce(e.amount, 0) + coalesce(c.carried, 0) as total
  from {partners} p left join earned e on e.partner_id = p.id left join carried c on c.partner_id = p.id
  where e.partner_id is not null or c.partner_id is not null
)
insert into {statements} (number, cycle_id, partner_id, currency, state, entries, made_at,
  earned, capped, held, released, clawed, carried_in, payable, carried_out)
select '', {cycle}, w.partner_id, {currency}, 'made', w.entries, {now}, """
    + ", ".join(money(f"w.{one}") for one in ("earned", "capped", "held", "released", "clawed", "carried")) + """,
  """ + money("case when w.total > 0 and w.total >= {minimum} then w.total else 0 end") + """,
  """ + money("case when w.total > 0 and w.total >= {minimum} then 0 else w.total end") + """
from whole w"""
)  # fmt: skip


def close(frame: Frame, now: dt.datetime) -> None:
    """Sums and statements of the entries as they are."""
    frame.tell(_DEALS)
    minimum = Part(str(frame.bounds.minimum * SUBUNITS))
    frame.tell(_STATEMENTS, minimum=minimum, now=stamp(now))
