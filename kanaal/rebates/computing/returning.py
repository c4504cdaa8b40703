"""What returns take back, exactly what was given (`rules.bounds.taken_back`); and what is held back no longer."""

from __future__ import annotations

from kanaal.rebates.computing.frame import Frame

# Returns that count for the first time, with how much of the line they take back had come back before.
_TAKEN = """
with earlier as (
  select b.corrects_id, sum(-b.quantity) as before from {lines} b
  join {entries} t on t.line_id = b.id and t.kind = 'clawback' where b.corrects_id is not null group by b.corrects_id
), back as (
  select l.id as line_id, l.sold_on, e.id as entry_id, e.partner_id, e.opportunity_id, e.tariff_id,
    o.quantity as whole, -l.quantity as now, $cents(e.amount) as amount, $cents(e.held) as held,
    cast(coalesce(s.before, 0) + coalesce(sum(-l.quantity) over (partition by o.id order by l.id
      rows between unbounded preceding and 1 preceding), 0) as bigint) as before,
    case when exists (select 1 from {entries} r where r.line_id = o.id and r.kind = 'released') then 1 else 0 end
      as released
  from {lines} l
  join {lines} o on o.id = l.corrects_id
  join {entries} e on e.line_id = o.id and e.kind = 'earned'
  join {cycles} k on k.id = e.cycle_id and k.region = {region} and (k.id = {cycle} or k.state in ('approved', 'paid'))
  left join earlier s on s.corrects_id = o.id
  where l.corrects_id is not null and l.period <= {last} and $days(o.sold_on; l.sold_on) <= {clawback_days}
    and not exists (select 1 from {entries} x where x.line_id = l.id and x.kind = 'clawback')
), parts as (
  select b.*, $share(b.amount; b.before + b.now; b.whole) - $share(b.amount; b.before; b.whole) as amount_back,
    $share(b.held; b.before + b.now; b.whole) - $share(b.held; b.before; b.whole) as held_back
  from back b
)
insert into {entries} (cycle_id, partner_id, line_id, opportunity_id, tariff_id, kind, how, sold_on,
  base, earned, capped, held, amount, of_id)
select {cycle}, p.partner_id, p.line_id, p.opportunity_id, p.tariff_id, 'clawback', 'return', p.sold_on, 0, 0, 0,
  $money(case when p.released = 1 then 0 else -p.held_back end),
  $money(case when p.released = 1 then -p.amount_back - p.held_back else -p.amount_back end), p.entry_id
from parts p where true on conflict do nothing"""

# What is due: held back in a closed cycle, and since then not taken back; each released once, by one cycle.
_RELEASED = """
with due as (
  select e.id, e.partner_id, e.line_id, e.opportunity_id, e.tariff_id, e.sold_on, $cents(e.held)
    + coalesce((select sum($cents(b.held)) from {lines} l join {entries} b on b.line_id = l.id
      and b.kind = 'clawback' where l.corrects_id = e.line_id), 0) as held
  from {entries} e join {cycles} k on k.id = e.cycle_id
  where k.region = {region} and k.state in ('approved', 'paid') and k.release_on <= {ends}
    and (k.released_in_id is null or k.released_in_id = {cycle}) and e.kind = 'earned' and e.held <> 0
    and not exists (select 1 from {entries} x where x.line_id = e.line_id and x.kind = 'released')
)
insert into {entries} (cycle_id, partner_id, line_id, opportunity_id, tariff_id, kind, how, sold_on,
  base, earned, capped, held, amount, of_id)
select {cycle}, d.partner_id, d.line_id, d.opportunity_id, d.tariff_id, 'released', 'release', d.sold_on, 0, 0, 0,
  $money(-d.held), $money(d.held), d.id
from due d where d.held <> 0 on conflict do nothing"""


def take_back(frame: Frame) -> int:
    """Entries for returns of what has counted; answers how many."""
    return frame.tell(_TAKEN)


def release(frame: Frame) -> int:
    """Entries for what is held back no longer; answers how many."""
    return frame.tell(_RELEASED)
