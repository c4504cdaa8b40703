"""What the reported lines earn: matched by their numbers or as a person said, rated, capped, held back; as one set."""

from __future__ import annotations

from kanaal.rebates.computing.dialect import day_of
from kanaal.rebates.computing.frame import Frame

# Which booked deal of a reseller has a number of a kind; `n` is more than one where the number doesn't tell.
WANTED = """
wanted as (
  select o.kind, o.key, d.partner_id, min(d.id) as deal, count(*) as n
  from {orders} o join {deals} d on d.id = o.opportunity_id where d.state = 'booked'
  group by o.kind, o.key, d.partner_id
)"""

# `spans`: the level of each partner in time; before the first on record it is that of the partner (brought along).
# `regs`: approved registrations, each deal's days in one row; one that was withdrawn or taken back promises nothing.
# `rates`: the tariffs of the cycle, in whole numbers.
_KNOWN = """
spans as (
  select partner_id, level, since, coalesce(until, {far}) as until from {levels}
  union all
  select p.id, p.level, {dawn}, coalesce((select min(t.since) from {levels} t where t.partner_id = p.id), {far})
  from {partners} p where p.region = {region}
), regs as (
  select opportunity_id, count(*) as n, min({registered_on}) as since, max(protected_until) as until
  from {registrations}
  where ever_protected and protected_from is not null and state in ('approved', 'closed', 'expired')
  group by opportunity_id
), rates as (
  select id, level, family, deal_type, of_registered, starts, until, $cents(rate) as points,
    $cents(line_cap) as line_cap, $cents(holdback) as hold
  from {tariffs} where cycle_id = {cycle}
)"""

# Licences for a partner's own use (not for resale) count for nothing (N5).
NOT_FOR_RESALE = """exists (
    select 1 from {agreements} a where a.not_for_resale and a.partner_id = l.partner_id
    and (a.account_id = l.account_id or $key(a.number) in (l.order_key, l.po_key)))"""
_TO_ITSELF = """exists (
    select 1 from {agreements} a
    where a.not_for_resale and a.partner_id = l.partner_id and a.account_id = d.account_id)"""

# The deal that a line names by its numbers, if they tell.
ITS_DEAL = "case when w.n = 1 then w.deal when w.n is null and c.n = 1 then c.deal end"

# The sale counts as the other side reported it: the reseller itself, or a distributor. A person's word goes before.
TOLD_TWICE = """exists (
    select 1 from {entries} e join {lines} o on o.id = e.line_id
    where e.kind = 'earned' and e.partner_id = l.partner_id and e.opportunity_id = <the_deal> and o.sku = l.sku
    and <other_side>)"""

COUNTED = "exists (select 1 from {entries} e where e.line_id = l.id and e.kind = 'earned')"

OWN_LINES = "l.period between {first} and {last}"
# Older lines that waited for a person: they count once their own cycle is closed.
OLD_LINES = "l.period < {first} and l.id in (select m.line_id from {matches} m where m.region = {region})"

_MATCHED = """
select l.id as line_id, l.partner_id, l.sold_on, d.id as deal,
  case when m.how is not null then 'person' when w.n = 1 then 'number' else 'po' end as how,
  $cents(l.amount_base) as base,
  coalesce(r.id, (select f.id from rates f where f.level = '' and l.sold_on >= f.starts and l.sold_on < f.until))
    as tariff,
  coalesce(r.points, 0) as points, r.line_cap, coalesce(r.hold, 0) as hold
from {lines} l
join {partners} p on p.id = l.partner_id and p.region = {region}
left join wanted w on w.kind = l.order_kind and w.key = l.order_key and w.partner_id = l.partner_id
left join wanted c on c.kind = {po_kind} and c.key = l.po_key and c.partner_id = l.partner_id
left join {matches} m on m.line_id = l.id and m.how <> 'none'
join {deals} d on d.state = 'booked' and d.id = case when m.how is not null then m.opportunity_id
  else <the_numbers_deal> end
join spans s on s.partner_id = l.partner_id and l.sold_on >= s.since and l.sold_on < s.until
left join regs g on g.opportunity_id = d.id
left join rates r on r.level = s.level and r.family = l.family and r.deal_type = d.deal_type
  and l.sold_on >= r.starts and l.sold_on < r.until and r.of_registered = (
    case when g.n = 1 then l.sold_on between g.since and g.until
      when g.n > 1 then exists (
        select 1 from {registrations} q where q.opportunity_id = d.id and q.ever_protected
        and q.state in ('approved', 'closed', 'expired')
        and l.sold_on between {one_registered_on} and q.protected_until)
      else false end)
where <scope> and l.quantity > 0 and l.amount_base >= 0 and l.base_currency = {currency} and l.sold_on >= {begun}
  and not <counted> and not <not_for_resale> and not <to_itself> and <whose>"""

_EARNED = """
with <wanted>, <known>
insert into {entries} (cycle_id, partner_id, line_id, opportunity_id, tariff_id, kind, how, sold_on,
  base, earned, capped, held, amount)
select {cycle}, z.partner_id, z.line_id, z.deal, z.tariff, 'earned', z.how, z.sold_on,
  $money(z.base), $money(z.earned), $money(z.earned - z.kept), $money(z.held), $money(z.kept - z.held)
from (
  select y.*, $portion(y.kept; y.hold) as held from (
    select x.*, case when x.line_cap < x.earned then x.line_cap else x.earned end as kept from (
      select v.*, $portion(v.base; v.points) as earned from (<matched>{barrier}) v
    {barrier}) x
  {barrier}) y
{barrier}) z
where true on conflict do nothing"""
_PIECES = {
    "matched": _MATCHED, "wanted": WANTED, "known": _KNOWN, "counted": COUNTED, "not_for_resale": NOT_FOR_RESALE,
    "to_itself": _TO_ITSELF, "the_numbers_deal": ITS_DEAL,
}  # fmt: skip

# Of lines of one side only, and of those none that count as the other side has them.
_ONE_SIDE = "l.reporter >= {ours} and l.reporter < {ours_end} and (m.how is not null or not <told_twice>)"
_OTHER_SIDE = "o.reporter >= {theirs} and o.reporter < {theirs_end}"


def earn(frame: Frame) -> int:
    """Entries for all lines that match and have counted in no cycle; answers how many."""
    return sum(_earn(frame, scope) for scope in (OWN_LINES, OLD_LINES))


def _earn(frame: Frame, scope: str) -> int:
    pieces = _PIECES | {"scope": scope}
    one = day_of("q.protected_from", frame.zone)
    if not frame.sides:
        return frame.tell(_EARNED, pieces | {"whose": "true"}, one_registered_on=one)
    pieces |= {"whose": _ONE_SIDE, "told_twice": TOLD_TWICE, "other_side": _OTHER_SIDE, "the_deal": "d.id"}
    return sum(frame.tell(_EARNED, pieces, one_registered_on=one, **side.slots()) for side in frame.sides)
