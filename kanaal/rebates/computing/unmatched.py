"""Lines that found no deal: each with its reason, and the deal that it may belong to, for a person to look at (R2)."""

from __future__ import annotations

import datetime as dt

from kanaal.rebates.computing.dialect import stamp
from kanaal.rebates.computing.earning import (
    COUNTED,
    ITS_DEAL,
    NOT_FOR_RESALE,
    OLD_LINES,
    OWN_LINES,
    TOLD_TWICE,
    WANTED,
)
from kanaal.rebates.computing.frame import Frame

# What waits is found first, and kept: of ten millions it is a few, and only these are looked for among the deals.
_WAITING = """
waiting as materialized (
  select l.*, p.region from {lines} l left join {partners} p on p.id = l.partner_id
  where <scope> and l.quantity > 0 and (p.region = {region} or l.partner_id is null) and not <counted>
    and not exists (select 1 from {matches} m where m.line_id = l.id and m.how <> 'none')
)"""
_NUMBERS = """
anyhow as (
  select o.key, d.partner_id, min(d.id) as deal from {orders} o join {deals} d on d.id = o.opportunity_id
  where d.state = 'booked' group by o.key, d.partner_id
), unwon as (
  select o.key, d.partner_id, min(d.id) as deal from {orders} o join {deals} d on d.id = o.opportunity_id
  where d.state <> 'booked' group by o.key, d.partner_id
), theirs as (
  select o.kind, o.key from {orders} o join {deals} d on d.id = o.opportunity_id
  where d.state = 'booked' group by o.kind, o.key
)"""

# What found its deal and counts there as the other side reported it.
_TWICE = """
twice as (
  select l.id as line_id, <the_deal> as deal from waiting l
  left join wanted w on w.kind = l.order_kind and w.key = l.order_key and w.partner_id = l.partner_id
  left join wanted c on c.kind = {po_kind} and c.key = l.po_key and c.partner_id = l.partner_id
  where <told_twice>
)"""
_NONE_TWICE = "twice as (select 0 as line_id, 0 as deal where false)"

# A deal won with the same customer, near the day of the sale, that has such a product (or names none at all).
_LIKELY = """(
    select min(q.id) from {deals} q where q.partner_id = l.partner_id and q.account_id = l.account_id
    and q.state = 'booked' and abs($days(q.closed_at; l.sold_on)) <= {proposal_days}
    and (exists (select 1 from {products} i where i.opportunity_id = q.id and (i.sku = l.sku or i.family = l.family))
      or not exists (select 1 from {products} i where i.opportunity_id = q.id)))"""
_FOUND = """
select l.id, l.region, l.partner_id, l.period,
  case
    when l.partner_id is null then 'reseller-unknown'
    when l.sold_on < {begun} then 'no-programme'
    when <not_for_resale> or exists (
      select 1 from {agreements} a join {deals} d on d.account_id = a.account_id and d.partner_id = a.partner_id
      where a.not_for_resale and d.id = coalesce(w.deal, c.deal)) then 'not-for-resale'
    when l.amount_base is null or l.base_currency <> {currency} then 'no-rate-of-day'
    when w.n > 1 or c.n > 1 then 'several-deals'
    when y.deal is not null then 'told-twice'
    when k.deal is not null or j.deal is not null then 'other-kind'
    when u.deal is not null then 'not-won'
    when t.key is not null then 'other-reseller'
  end as reason,
  coalesce(case when w.n > 1 then w.deal when c.n > 1 then c.deal end, y.deal, k.deal, j.deal, u.deal) as deal,
  <likely> as likely,
  case when l.order_key = '' and l.po_key = '' then 'no-number' else 'number-unknown' end as otherwise
from waiting l
left join wanted w on w.kind = l.order_kind and w.key = l.order_key and w.partner_id = l.partner_id
left join wanted c on c.kind = {po_kind} and c.key = l.po_key and c.partner_id = l.partner_id
left join twice y on y.line_id = l.id
left join anyhow k on k.key = l.order_key and k.partner_id = l.partner_id
left join anyhow j on j.key = l.po_key and j.partner_id = l.partner_id
left join unwon u on u.key = l.order_key and u.partner_id = l.partner_id
left join theirs t on t.kind = l.order_kind and t.key = l.order_key"""
_NOTED = """
with <waiting>, <wanted>, <numbers>, <twice>
insert into {matches} (line_id, region, partner_id, period, how, reason, proposed_id, found_at, note)
select f.id, coalesce(f.region, ''), f.partner_id, f.period, 'none',
  coalesce(f.reason, case when f.likely is not null then 'proposed' else f.otherwise end),
  coalesce(f.deal, f.likely), {now}, ''
from (<found>{barrier}) f
where true on conflict (line_id) do update set region = excluded.region, partner_id = excluded.partner_id,
  period = excluded.period, reason = excluded.reason, proposed_id = excluded.proposed_id"""
_PIECES = {
    "found": _FOUND, "waiting": _WAITING, "wanted": WANTED, "numbers": _NUMBERS, "likely": _LIKELY,
    "not_for_resale": NOT_FOR_RESALE, "counted": COUNTED, "told_twice": TOLD_TWICE, "the_deal": ITS_DEAL,
    "other_side": "substr(o.reporter, 1, 4) <> substr(l.reporter, 1, 4)",
}  # fmt: skip
_SETTLED = """
delete from {matches} where how = 'none' and exists (
  select 1 from {entries} e where e.line_id = {matches}.line_id and e.kind = 'earned')"""
_FITS_NO_LONGER = """
update {matches} set how = 'none', reason = 'chosen-fits-no-longer', proposed_id = opportunity_id,
  opportunity_id = null, decided_by_id = null, decided_at = null
where how = 'person' and region = {region}
  and opportunity_id in (select d.id from {deals} d where d.state <> 'booked')
  and not exists (select 1 from {entries} e where e.line_id = {matches}.line_id and e.kind = 'earned')"""


def note(frame: Frame, now: dt.datetime) -> None:
    """A reason for every line without an entry; none any more for those that have one."""
    pieces = {"twice": _TWICE if frame.sides else _NONE_TWICE} | _PIECES
    for scope in (OWN_LINES, OLD_LINES):
        frame.tell(_NOTED, pieces | {"scope": scope}, now=stamp(now))
    frame.tell(_FITS_NO_LONGER)
    frame.tell(_SETTLED)
