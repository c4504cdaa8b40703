"""The facts about a company that levels are measured by and that the house keeps already (P14)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from django.db.models import BigIntegerField, Case, F, OuterRef, Q, Subquery, When
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.texts import name, say
from kanaal.levels import queries, rules
from kanaal.levels.measuring import Batch, Closing, Datum, Measure, Params, kept, partners_of, register
from kanaal.levels.models import Upgrade
from kanaal.levels.weighing import terms_of
from kanaal.partners.actions.company import required_fields
from kanaal.partners.models import Enrolment, Partner
from kanaal.people.models import TermsAcceptance

# --- enrolled: whoever is a partner was let in, here or by an older system


def _enrolled(ids: Collection[int], params: Params, day: dt.date) -> Mapping[int, int]:
    return dict.fromkeys(ids, 1)


def _enrolled_data(partner: Partner, params: Params, day: dt.date) -> Sequence[Datum]:
    return [Datum(partner.number, say(_("member %(number)s"), number=name(partner.number)), partner.member_since)]


# --- profile


def _profiles(ids: Collection[int], params: Params, day: dt.date) -> Mapping[int, int]:
    asked = required_fields()
    return {p.pk: int(all(getattr(p, field) for field in asked)) for p in partners_of(ids)}


def _profile_data(partner: Partner, params: Params, day: dt.date) -> Sequence[Datum]:
    return [Datum("profile", say(_("the company profile as it stands")), link=reverse("company"))]


def _profile_closes(partner: Partner, params: Params) -> Closing:
    return Closing(
        say(_("Fill in what is missing of your company's profile.")),
        reverse("change-company"),
        say(_("Complete the profile")),
    )


# --- terms: accepted with the enrolment, or at a renewal


def _terms_key(params: Params) -> str:
    return str(params.get("terms", "")).removeprefix("terms/")


def _acceptances(ids: Collection[int], params: Params) -> Sequence[tuple[int, TermsAcceptance]]:
    """Who of the partners accepted the terms: with the enrolment by which it came in, or for the company itself."""
    enrolments = Enrolment.objects.filter(partner_id__in=list(ids))
    ours = Q(for_kind=Partner._meta.label_lower, for_id__in=list(ids))
    theirs = Q(for_kind=Enrolment._meta.label_lower, for_id__in=enrolments.values("pk"))
    came = enrolments.filter(pk=OuterRef("for_id")).values("partner_id")[:1]
    whose = Case(
        When(for_kind=Partner._meta.label_lower, then=F("for_id")),
        default=Subquery(came),
        output_field=BigIntegerField(),
    )
    rows = TermsAcceptance.objects.filter(ours | theirs, terms=_terms_key(params)).annotate(whose=whose)
    return [(row.whose, row) for row in rows]


def _terms(ids: Collection[int], params: Params, day: dt.date) -> Mapping[int, int]:
    return {partner_id: 1 for partner_id, row in _acceptances(ids, params) if row.accepted_at.date() <= day}


def _terms_data(partner: Partner, params: Params, day: dt.date) -> Sequence[Datum]:
    return [
        Datum(
            f"terms-{row.pk}",
            say(_("accepted in release %(version)s"), version=name(row.version)),
            row.accepted_at.date(),
        )
        for _pk, row in _acceptances([partner.pk], params)
    ]


# --- time


def _months_member(ids: Collection[int], params: Params, day: dt.date) -> Mapping[int, int]:
    return {p.pk: rules.months_between(p.member_since, day) for p in partners_of(ids)}


def _member_data(partner: Partner, params: Params, day: dt.date) -> Sequence[Datum]:
    return [Datum("member-since", say(_("member since")), partner.member_since)]


def _months_at_level(ids: Collection[int], params: Params, day: dt.date) -> Mapping[int, int]:
    terms = kept(ids, "terms", terms_of)
    rank = queries.rank_of(str(params.get("level", "")))
    months = cache(rules.months_between)
    found: dict[int, int] = {}
    for partner in partners_of(ids):
        since = queries.held_since(partner, terms.get(partner.pk, []), rank, day)
        found[partner.pk] = months(since, day) if since else 0
    return found


def _level_data(partner: Partner, params: Params, day: dt.date) -> Sequence[Datum]:
    rank = queries.rank_of(str(params.get("level", "")))
    since = queries.held_since(partner, terms_of([partner.pk]).get(partner.pk, []), rank, day)
    return [Datum("level-since", say(_("at this level or a higher one since")), since)] if since else []


def _waiting(partner: Partner, params: Params) -> Closing:
    return Closing(say(_("Time does this by itself.")))


# --- the application


def _waiting_upgrades(ids: Collection[int]) -> Sequence[tuple[int, str]]:
    if isinstance(ids, Batch) and all(queries.knows_upgrade(partner) for partner in ids.partners):
        found = [queries.open_upgrade(partner) for partner in ids.partners]
        return [(row.partner_id, row.level) for row in found if row]
    rows = {row.partner_id: row for row in Upgrade.objects.filter(partner_id__in=ids, state="open")}
    if isinstance(ids, Batch):
        for partner in ids.partners:
            queries.remember_upgrade(partner, rows.get(partner.pk))
    return [(row.partner_id, row.level) for row in rows.values()]


def _applied(ids: Collection[int], params: Params, day: dt.date) -> Mapping[int, int]:
    """A level that one holds was applied for, or brought along; else an application that waits counts."""
    level = str(params.get("level", ""))
    rank = queries.rank_of(level)
    waiting = kept(ids, "upgrades", _waiting_upgrades)
    asked = {partner_id for partner_id, wanted in waiting if queries.rank_of(wanted) >= rank}
    return {p.pk: int(p.pk in asked or queries.rank_of(p.level) >= rank) for p in partners_of(ids)}


def _applied_data(partner: Partner, params: Params, day: dt.date) -> Sequence[Datum]:
    rows = partner.upgrades.filter(level=str(params.get("level", ""))).exclude(state="withdrawn").order_by("-pk")
    link = "upgrade"
    return [
        Datum(row.number, say(_("application %(number)s"), number=name(row.number)), row.asked_at.date(), None,
              reverse(link, args=[row.pk]))
        for row in rows[:20]
    ]  # fmt: skip


def _applied_closes(partner: Partner, params: Params) -> Closing:
    return Closing(say(_("Apply for the level: your application counts as soon as you have handed it in.")))


ENROLLED = register(Measure("partners.enrolled", _("enrolled"), _enrolled, _enrolled_data))
PROFILE = register(
    Measure("partners.profile_complete", _("complete profiles"), _profiles, _profile_data, _profile_closes)
)
TERMS = register(Measure("partners.terms_accepted", _("terms accepted"), _terms, _terms_data))
MEMBER = register(Measure("partners.months_member", _("months a member"), _months_member, _member_data, _waiting))
AT_LEVEL = register(
    Measure("partners.months_at_level", _("months at the level"), _months_at_level, _level_data, _waiting)
)
APPLIED = register(Measure("levels.applied", _("applications"), _applied, _applied_data, _applied_closes))
