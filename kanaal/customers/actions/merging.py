"""Two accounts of one company become one, and can be two again. What hung on either hangs on the one that is kept, and
the merge knows each row, so that nothing is lost in either direction.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock, numbers
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, name, say
from kanaal.customers import finding, permissions
from kanaal.customers.events import AccountsMerged, AccountsParted
from kanaal.customers.hanging import HANGING, Hanging, partners_on
from kanaal.customers.keeping import SERIES, ancestors, snapshot
from kanaal.customers.models import (
    Account,
    AccountDomain,
    AccountIdentifier,
    AccountName,
    DuplicatePair,
    Merge,
    MergedRow,
)


class MergedWithItself(Refusal):
    status = 422
    field = "number"

    def __init__(self) -> None:
        super().__init__(
            say(_("An account can't be merged into itself.")), remedy=say(_("Give the number of the other account."))
        )


class MergedAlready(Refusal):
    """It went into another account before."""

    field = "number"

    def __init__(self, account: Account, into: Account) -> None:
        super().__init__(
            say(_("%(number)s was merged into %(into)s already."), number=name(account.number), into=name(into.number)),
            remedy=say(_("Merge %(into)s, or undo that merge first."), into=name(into.number)),
            link=_address(into),
            label=say(_("Look at %(into)s"), into=name(into.number)),
        )


class MergeForbidden(Refusal):
    """Something hangs on both of which an account can have one only."""

    field = "number"

    def __init__(self, label: str, count: int) -> None:
        super().__init__(
            say(
                _("%(count)s of the %(rows)s of one account can't go to the other, since it has the same already."),
                count=count,
                rows=Text(label),
            ),
            remedy=say(_("Settle these first. Nothing has been merged.")),
        )


class NotMerged(Refusal):
    def __init__(self, account: Account) -> None:
        super().__init__(
            say(_("%(number)s is an account of its own: there is no merge to undo."), number=name(account.number)),
            remedy=say(_("Somebody else may have been first. Look at it as it is now.")),
        )


class KeptIsMergedItself(Refusal):
    """Merges are undone in the opposite order in which they were made."""

    def __init__(self, kept: Account, into: Account) -> None:
        super().__init__(
            say(
                _("%(kept)s, into which it was merged, was itself merged into %(into)s later."),
                kept=name(kept.number),
                into=name(into.number),
            ),
            remedy=say(_("Undo that merge first, then this one.")),
            link=_address(into),
            label=say(_("Look at %(into)s"), into=name(into.number)),
        )


def _address(account: Account) -> str:
    return f"/desk/accounts/{account.number}/"


@transaction.atomic
def merge_accounts(gone: Account, kept: Account, *, reason: str = "", by: Actor) -> Merge:
    """Take one account into another. The one that goes stays as a pointer: its number leads to the one kept.

    Raises MergedWithItself, MergedAlready, MergeForbidden.
    """
    if gone.pk == kept.pk:
        raise MergedWithItself
    gone, kept = _locked(gone.pk, kept.pk)
    permissions.merge_accounts.check(by, gone)

    for one in (gone, kept):
        if one.merged_into is not None:
            raise MergedAlready(one, one.merged_into)

    before = {"kept": snapshot(kept), "gone": snapshot(gone)}
    _lift_out_of(kept, gone)
    merge = Merge.objects.create(
        kept=kept, gone=gone, reason=reason.strip(), made_at=clock.now(), made_by_id=by.person_id
    )
    rows = {one.label: _take_along(merge, one) for one in HANGING}
    if kept.owner_id != gone.owner_id:
        kept.owner = None  # whoever used either finds the one that is left
    before["after"] = {"parent": kept.parent_id, "owner": kept.owner_id}
    merge.before = before
    merge.save(update_fields=["before"])
    gone.step("merge")
    gone.merged_into = kept
    gone.save(update_fields=["state", "merged_into"])
    kept.save(update_fields=["parent", "owner"])
    _judge(gone, kept, "merge", by)
    finding.unindex_account(gone)
    finding.index_account(kept)
    found = {label: count for label, count in rows.items() if count}
    fact = AccountsMerged(merge.pk, gone.pk, gone.number, kept.pk, kept.number, found)
    record(fact, about=gone, by=by)
    record(fact, about=kept, by=by)
    return merge


@transaction.atomic
def part_accounts(gone: Account, *, by: Actor) -> Account:
    """Undo a merge: what came along goes back, what was added since stays with the account that was kept.

    Raises NotMerged, KeptIsMergedItself.
    """
    merge = Merge.objects.filter(gone_id=gone.pk, undone_at=None).first()
    if merge is None:
        raise NotMerged(gone)
    gone, kept = _locked(gone.pk, merge.kept_id)
    permissions.part_accounts.check(by, gone)

    merge = Merge.locked(merge.pk)
    if merge.undone_at is not None:
        raise NotMerged(gone)
    if kept.merged_into is not None:
        raise KeptIsMergedItself(kept, kept.merged_into)

    gone.step("part")
    gone.merged_into = None
    rows = _give_back(merge)
    _restore(merge, gone, kept)
    gone.save(update_fields=["state", "merged_into", "parent"])
    kept.save(update_fields=["parent", "owner"])
    merge.undone_at, merge.undone_by_id = clock.now(), by.person_id
    merge.save(update_fields=["undone_at", "undone_by"])
    _judge(gone, kept, "part", by)
    finding.index_account(gone)
    finding.index_account(kept)
    fact = AccountsParted(merge.pk, gone.pk, gone.number, kept.pk, kept.number, rows)
    record(fact, about=gone, by=by)
    record(fact, about=kept, by=by)
    return gone


def _locked(one: int, other: int) -> tuple[Account, Account]:
    """Both, locked in the order of their ids, so that two merges never wait for each other in a circle."""
    numbers.hold(SERIES)
    found = Account.objects.select_for_update(of=("self",)).select_related("merged_into")
    rows = {row.pk: row for row in found.filter(pk__in=(one, other)).order_by("pk")}
    return rows[one], rows[other]


def _lift_out_of(kept: Account, gone: Account) -> None:
    """A branch that takes in the company above it moves up to where that one was: no account is above itself."""
    if gone.pk in ancestors(kept):
        kept.parent_id = gone.parent_id
        kept.save(update_fields=["parent"])


def _take_along(merge: Merge, one: Hanging) -> int:
    ids = one.rows(merge.gone_id).values_list("pk", flat=True)
    moved, left = one.move(ids, merge.gone_id, merge.kept_id)
    if left and not one.stays:
        raise MergeForbidden(one.label, len(left))
    MergedRow.objects.bulk_create([MergedRow(merge=merge, model=one.key, row_id=pk) for pk in moved])
    return len(moved)


def _give_back(merge: Merge) -> dict[str, int]:
    """What came along and still hangs on the kept account goes back; answers how many rows of what."""
    ids: dict[str, list[int]] = {}
    for model, row_id in merge.rows.order_by("pk").values_list("model", "row_id"):
        ids.setdefault(model, []).append(row_id)
    found: Counter[str] = Counter()
    for one in HANGING:
        moved, _left = one.move(ids.get(one.key, ()), merge.kept_id, merge.gone_id)
        if moved:
            found[one.label] += len(moved)
    return dict(found)


def _restore(merge: Merge, gone: Account, kept: Account) -> None:
    """What the merge itself changed becomes as it was, unless somebody has changed it since."""
    before, after = merge.before, merge.before["after"]
    _bring_back_what_is_missing(gone, before["gone"])
    was = before["kept"]
    if kept.parent_id == after["parent"] and was["parent"] != after["parent"]:
        kept.parent_id = was["parent"]
    kept.save(update_fields=["parent"])
    if kept.owner_id is None and was["owner"] is not None and set(partners_on(kept.pk)) <= {was["owner"]}:
        kept.owner_id = was["owner"]
    gone.save(update_fields=["parent"])
    if gone.pk in ancestors(gone):  # what it belonged to belongs to one of its branches by now
        gone.parent = None
    if kept.pk in ancestors(kept):
        kept.parent = None


def _bring_back_what_is_missing(gone: Account, was: dict[str, Any]) -> None:
    """Names, domains and numbers that were struck out at the kept account belong to the other one all the same."""
    names = set(gone.names.values_list("name", flat=True))
    AccountName.objects.bulk_create(
        AccountName(account=gone, name=one, kind=kind, key=key) for one, kind, key in was["names"] if one not in names
    )
    domains = set(gone.domains.values_list("domain", flat=True))
    AccountDomain.objects.bulk_create(
        AccountDomain(account=gone, domain=one) for one in was["domains"] if one not in domains
    )
    known = set(gone.identifiers.values_list("kind", "country", "value"))
    AccountIdentifier.objects.bulk_create(
        AccountIdentifier(account=gone, kind=kind, country=country, value=value)
        for kind, country, value in was["identifiers"]
        if (kind, country, value) not in known
    )


def _judge(gone: Account, kept: Account, step: str, by: Actor) -> None:
    """The question whether these two are one is answered by merging, and open again once that is undone."""
    first, second = sorted((gone.pk, kept.pk))
    pair = DuplicatePair.objects.select_for_update(of=("self",)).filter(first_id=first, second_id=second).first()
    if pair is None:
        return
    if step == "merge" and pair.state == "different":
        pair.step("judge_again")
    if not pair.can(step):
        return
    pair.step(step)
    pair.judged_at, pair.judged_by_id = (clock.now(), by.person_id) if step == "merge" else (None, None)
    pair.save()
