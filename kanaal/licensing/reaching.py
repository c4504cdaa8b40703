"""Who hears of an agreement's happenings, in each role that a notice names, and whether they can be reached.

`reseller`: whoever looks after the customer, and the company's primary contact. `customer`: the primary administrator;
another one where the primary can't be reached. `administrators`: all of them. `desk`: the programme's managers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kanaal.core.models import Mail
from kanaal.licensing.models import Administrator, Agreement, Unreached
from kanaal.partners.models import Contact
from kanaal.people.models import Person, StaffRole

ROLES = RESELLER, CUSTOMER, ADMINISTRATORS, DESK = "reseller", "customer", "administrators", "desk"
Why = Unreached.Why


@dataclass(frozen=True)
class Reader:
    """Somebody in a role. `why`: a reason to doubt that mail reaches them; without an address none is sent at all."""

    role: str
    person_id: int | None = None
    name: str = ""
    email: str = ""
    language: str = ""
    why: str = ""

    @property
    def reached(self) -> bool:
        return bool(self.email) and not self.why


Readers = dict[str, tuple[Reader, ...]]
"""Role → those in it; nobody stands there as one reader without an address, who says why."""


def readers_of(agreement: Agreement) -> Readers:
    return readers_of_many([agreement])[agreement.pk]


def readers_of_many(agreements: Sequence[Agreement], roles: Collection[str] = ROLES) -> dict[int, Readers]:
    """For several agreements, with as many questions as for one; only those roles that are asked for."""
    contacts = _contacts(agreements) if RESELLER in roles else {}
    administrators = _administrators(agreements) if {CUSTOMER, ADMINISTRATORS} & set(roles) else {}
    desk = _desk() if DESK in roles else ()
    found: dict[int, dict[str, tuple[Reader, ...]]] = {}
    for one in agreements:
        sellers = [who for pk, who in contacts.get(one.partner_id, ()) if pk == one.contact_id or who[1]]
        mine = administrators.get(one.pk, [])
        found[one.pk] = {
            RESELLER: _or_nobody(RESELLER, [who for who, _ in sellers]),
            CUSTOMER: _or_nobody(CUSTOMER, _speaks_for(mine)),
            ADMINISTRATORS: _or_nobody(ADMINISTRATORS, [replace(who, role=ADMINISTRATORS) for who in mine]),
            DESK: desk,
        }
    doubted = _given_up({who.email for each in found.values() for role in each.values() for who in role if who.email})
    return {pk: {role: _doubt(who, doubted) for role, who in each.items()} for pk, each in found.items()}


def colleagues_of(agreement: Agreement) -> tuple[Reader, ...]:
    """All who act for its reseller, whether they look after the customer or not."""
    rows = Contact.objects.filter(partner=agreement.partner_id, active=True).select_related("person", "partner")
    found = [_reader(RESELLER, one.person, one.name, one.email, one.partner.language) for one in rows.order_by("pk")]
    return _doubt(tuple(found), _given_up({who.email for who in found if who.email}))


def _or_nobody(role: str, found: Iterable[Reader]) -> tuple[Reader, ...]:
    return tuple(dict.fromkeys(found)) or (Reader(role, why=Why.NOBODY),)


def _doubt(readers: tuple[Reader, ...], doubted: set[str]) -> tuple[Reader, ...]:
    return tuple(
        replace(who, why=Why.RETURNED) if not who.why and who.email.lower() in doubted else who for who in readers
    )


def _speaks_for(administrators: list[Reader]) -> list[Reader]:
    """The primary administrator stands first; where they can't be reached, whoever else can hears of it, too."""
    first = administrators[:1]
    others = [who for who in administrators[1:] if who.reached]
    return first if first and first[0].reached else [*first, *others[:1]]


def _contacts(agreements: Iterable[Agreement]) -> dict[int, list[tuple[int, tuple[Reader, bool]]]]:
    """Partner → its active contacts who could be meant: (id, (reader, is it the primary))."""
    named = {one.contact_id for one in agreements if one.contact_id}
    partners = {one.partner_id for one in agreements}
    rows = Contact.objects.filter(partner__in=partners, active=True).select_related("person", "partner")
    found: dict[int, list[tuple[int, tuple[Reader, bool]]]] = defaultdict(list)
    for row in rows.order_by("pk"):
        primary = row.kind == Contact.Kind.PRIMARY
        if primary or row.pk in named:
            who = _reader(RESELLER, row.person, row.name, row.email, row.partner.language)
            found[row.partner_id].append((row.pk, (who, primary)))
    return found


def _administrators(agreements: Iterable[Agreement]) -> dict[int, list[Reader]]:
    """The primary administrator first, then the others, the oldest first."""
    languages = {one.pk: one.language for one in agreements}
    rows = Administrator.objects.filter(agreement__in=languages, active=True).select_related("person")
    found: dict[int, list[Reader]] = defaultdict(list)
    for row in rows.order_by("-primary", "pk"):
        found[row.agreement_id].append(_reader(CUSTOMER, row.person, "", row.email, languages[row.agreement_id]))
    return found


def _desk() -> tuple[Reader, ...]:
    rows = StaffRole.objects.filter(kind=StaffRole.Kind.MANAGER, active=True, person__erased_at=None)
    people = [row.person for row in rows.select_related("person").order_by("pk")]
    return _or_nobody(DESK, [_reader(DESK, one, "", one.email, one.language) for one in people if one.is_active])


def _reader(role: str, person: Person | None, name: str, email: str, language: str) -> Reader:
    """A contact may have no ID yet, and can be written to. An ID that is closed reads nothing any more."""
    if person is None:
        return Reader(role, None, name, email, language, "" if email else Why.NOBODY)
    if not person.is_active or person.erased_at is not None:
        return Reader(role, person.pk, "" if person.erased_at else str(person), why=Why.CLOSED)
    return Reader(role, person.pk, str(person), person.email, person.language)


def _given_up(addresses: Iterable[str]) -> set[str]:
    """Addresses to which the last mail was given up; one that was taken since then speaks for itself."""
    return {address.lower() for address, failed in _failures(addresses) if not _taken_since(address, failed)}


def _failures(addresses: Iterable[str]) -> Iterator[tuple[str, int]]:
    if known := list(addresses):
        rows = Mail.objects.filter(state=Mail.State.FAILED, to__in=known).order_by("pk")
        yield from dict(rows.values_list("to", "pk")).items()


def _taken_since(address: str, failed: int) -> bool:
    return Mail.objects.filter(state=Mail.State.SENT, pk__gt=failed, to=address).exists()
