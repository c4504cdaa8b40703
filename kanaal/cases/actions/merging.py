"""Two cases about one thing become one; what was said stays where it was said, and it can be undone (H1)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.cases import mails, permissions
from kanaal.cases.events import CasesMerged, CasesParted
from kanaal.cases.models import Case
from kanaal.cases.promises import rest_is_over, set_due
from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say


class MergedWithItself(Refusal):
    status = 422
    field = "number"

    def __init__(self) -> None:
        super().__init__(
            say(_("A case can't be merged into itself.")), remedy=say(_("Give the number of the other case."))
        )


class OtherCaseNotOpen(Refusal):
    status = 422
    field = "number"

    def __init__(self, case: Case) -> None:
        super().__init__(
            say(
                _("%(number)s is %(state)s, and can take in no other case."),
                number=name(case.number),
                state=case.state_label,
            ),
            remedy=say(_("Open it again first, or merge the other way round.")),
        )


class OfTwoCompanies(Refusal):
    """One company must not read what another asked."""

    status = 422
    field = "number"

    def __init__(self) -> None:
        super().__init__(
            say(_("The two cases are of different companies, or of somebody who is not known.")),
            remedy=say(_("Answer each of them: what one company asks is not for another to read.")),
        )


@transaction.atomic
def merge_cases(case: Case, into: Case, *, by: Actor) -> Case:
    """Go on in one of two cases. Messages stay in theirs, the first points to the second, both askers are told."""
    if case.pk == into.pk:
        raise MergedWithItself
    rows = {row.pk: row for row in Case.objects.select_for_update().filter(pk__in=(case.pk, into.pk)).order_by("pk")}
    case, into = rows[case.pk], rows[into.pk]
    permissions.merge_cases.check(by, case)

    if not into.is_open:
        raise OtherCaseNotOpen(into)
    if not _of_one_company(case, into):
        raise OfTwoCompanies

    case.step("merge")
    case.merged_into = into
    set_due(case)
    case.save(update_fields=["state", "merged_into", "due_at"])
    fact = CasesMerged(case_id=case.pk, number=case.number, into_id=into.pk, into=into.number)
    record(fact, about=case, by=by)
    record(fact, about=into, by=by)
    mails.case_merged(case, into)
    if into.asked_by_id != case.asked_by_id:
        mails.case_merged(into, case)
    return into


@transaction.atomic
def part_cases(case: Case, *, by: Actor) -> Case:
    """Undo a merge: the case is open again, with the promises it had."""
    case = Case.locked(case.pk)
    permissions.part_cases.check(by, case)

    case.step("part")
    into, case.merged_into = case.merged_into, None
    rest_is_over(case, clock.now())
    set_due(case)
    case.save(update_fields=["state", "merged_into", "solve_by", "waiting_since", "due_at"])
    if into is not None:
        fact = CasesParted(case_id=case.pk, number=case.number, into_id=into.pk, into=into.number)
        record(fact, about=case, by=by)
        record(fact, about=into, by=by)
    return case


def _of_one_company(one: Case, other: Case) -> bool:
    if one.asked_by_id is not None and one.asked_by_id == other.asked_by_id:
        return True
    return one.partner_id is not None and one.partner_id == other.partner_id
