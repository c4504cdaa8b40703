"""Lists and figures of the desk. Every one costs the same however long the queue is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import Model, OuterRef, Q, QuerySet, Subquery

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.models import Event
from kanaal.core.sql import Joined
from kanaal.partners import rules
from kanaal.partners.events import EnrolmentFilledIn
from kanaal.partners.models import Enrolment, Partner, PartnerDomain, PartnerNameKey
from kanaal.partners.queries import enrolments_seen_by, partners_seen_by

AT_MOST = 1000
"""Figures count so far and then say 'and more': nobody reads a queue of that length row by row."""


@dataclass(frozen=True)
class Figure:
    """A number that was counted up to `AT_MOST`."""

    number: int

    @property
    def more(self) -> bool:
        return self.number > AT_MOST

    def __str__(self) -> str:
        return f"{AT_MOST}+" if self.more else str(self.number)


def counted(rows: QuerySet[Model]) -> Figure:
    # In the list's own order, so that the database walks the list's index and stops: without, it may read the table.
    return Figure(rows[: AT_MOST + 1].count())


def counted_together(*lists: QuerySet[Model]) -> list[Figure]:
    """Several figures with one question to the database, however many."""
    asked = [(rows.values("pk")[: AT_MOST + 1]).query.sql_with_params() for rows in lists if not rows.query.is_empty()]
    count = "(SELECT COUNT(*) FROM ({}) AS list_{})"  # around Django's own SQL, with its parameters apart
    parts = ", ".join(count.format(sql, place) for place, (sql, _params) in enumerate(asked))
    found: Iterator[int] = iter(())
    if asked:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {parts}", [p for _sql, params in asked for p in params])
            found = iter(cursor.fetchone())
    return [Figure(0 if rows.query.is_empty() else next(found)) for rows in lists]


def waiting(actor: Actor) -> QuerySet[Enrolment]:
    """What the desk has to decide, the first promised first."""
    return enrolments_seen_by(actor).filter(state="submitted").order_by("promised_at", "pk")


def handed_in() -> QuerySet[Enrolment]:
    """The same for whoever of the staff looks: they see all that was handed in."""
    rows = Enrolment.objects.filter(state="submitted", submitted_at__isnull=False)
    return rows.order_by("promised_at", "pk")


def late(actor: Actor) -> QuerySet[Enrolment]:
    return waiting(actor).filter(promised_at__lt=clock.now())


def enrolments(actor: Actor, chosen: Mapping[str, str]) -> QuerySet[Enrolment]:
    """The list as its filters in the address narrow it: `state`, `region`, `mark`, and `q` for words."""
    found = enrolments_seen_by(actor).filter(state=chosen.get("state") or "submitted")
    if region := chosen.get("region"):
        found = found.filter(region=region)
    if mark := chosen.get("mark"):
        found = found.filter(pk__in=Enrolment.objects.filter(marks__key=mark).values("pk"))
    if words := chosen.get("q", "").strip():
        found = found.filter(
            Q(company_name__icontains=words) | Q(email__icontains=words) | Q(partner__number=words.upper())
        )
    return found.prefetch_related("marks")


def partners(actor: Actor, words: str) -> QuerySet[Partner]:
    """Partners by membership ID, e-mail domain, or name: part of a word, or a word with a letter wrong."""
    found, words = partners_seen_by(actor), words.replace("\x00", "").strip()
    if not words:
        return found
    if "@" in words or ("." in words and " " not in words):
        return found.filter(domains__domain=rules.domain_of(words))
    plain = rules.plain_name(words).replace(" ", "")
    keys = Q(key__in=rules.name_keys(words))
    if plain:
        keys |= Q(key__gte=plain, key__lt=plain + "\uffff")
    named = PartnerNameKey.objects.filter(keys).values("partner_id")
    return found.filter(Q(number=words.upper()) | Q(pk__in=named))


def with_domains(rows: QuerySet[Partner]) -> QuerySet[Partner]:
    """Partners with their enrolment and all their e-mail domains in hand (`all_domains`, a line each)."""
    known = PartnerDomain.objects.filter(partner=OuterRef("pk")).order_by().values("partner")
    return rows.select_related("enrolment").annotate(
        all_domains=Subquery(known.annotate(all=Joined("domain")).values("all"))
    )


def enrolment_of(partner: Partner) -> Enrolment | None:
    """The enrolment by which a partner came in; imported ones have none. Costs nothing after `select_related`."""
    return getattr(partner, "enrolment", None)


def events_about_enrolment(enrolment: Enrolment) -> QuerySet[Event]:
    """What happened with an enrolment, newest first; each NEXT that was pressed on the way is left out."""
    about = Event.objects.filter(about_kind=Enrolment._meta.label_lower, about_id=enrolment.pk)
    return about.exclude(name=EnrolmentFilledIn.__name__).order_by("-id")
