"""Terms as packs say them: the direct agreement, the marketplace's, one not for resale, and another vendor's."""

from __future__ import annotations

from kanaal.licensing.rules.facts import LICENCE
from kanaal.licensing.rules.kinds import Kind
from kanaal.licensing.rules.terms import (
    Authorising,
    Committing,
    Ladder,
    Notice,
    Renewing,
    Returning,
    Step,
    Terms,
)

BOTH, ALL = ("reseller", "customer"), ("reseller", "customer", "desk")
LEVELS = Ladder(
    LICENCE,
    (Step("level-1", 1), Step("level-2", 10), Step("level-3", 50), Step("level-4", 100)),
)
SUFFIXES = Ladder(LICENCE, (Step("01", 1), Step("02", 10, "12"), Step("03", 50, "13"), Step("04", 100, "14")))
TIERS = Ladder(
    "consumable",
    (
        Step("T1", 1), Step("T2", 1_000, "TB"), Step("T3", 2_500, "TC"), Step("T4", 5_000, "TD"),
        Step("T5", 15_000, "TE"), Step("T6", 50_000, "TF"), Step("T7", 100_000, "TG"),
    ),
)  # fmt: skip

VIP = Terms(
    key="vip",
    term_months=12,
    proration="monthly",
    authorising=Authorising(order_days=30, suspend_after_days=60, removal_days=30),
    loses_first="last-assigned",
    renewing=Renewing(
        before_days=30, after_days=30, usable_after=True, automatic=False, date_waits=True, upcoming_days=60, mixes=True
    ),
    returning=Returning(order_days=14, renewal_days=30, whole_order=True),
    ladders=(LEVELS,),
    look_back_days=31,
    committing=Committing(
        "level-2", 10, anniversaries=3, late_join_days=30, accept_days=7, fulfil_days=30, again_days=30
    ),
    invitation_days=30,
    approval_days=7,
    notices=(
        Notice(Kind.OVERDUE, 7, ("reseller",)), Notice(Kind.OVERDUE, 1, BOTH), Notice(Kind.OVERDUE, 0, BOTH),
        Notice(Kind.SUSPENDED, 14, BOTH), Notice(Kind.SUSPENDED, 3, ALL), Notice(Kind.SUSPENDED, 0, ALL),
        Notice(Kind.LAPSES, 14, BOTH),
        Notice(Kind.PAST_DUE, 30, BOTH), Notice(Kind.PAST_DUE, 7, BOTH), Notice(Kind.PAST_DUE, 0, BOTH),
        Notice(Kind.GOES, 7, ALL), Notice(Kind.GOES, 0, BOTH),
        Notice(Kind.COMMITMENT_ENDS, 90, BOTH), Notice(Kind.COMMITMENT_ENDS, 30, ALL),
    ),
)  # fmt: skip

MARKETPLACE = Terms(
    key="marketplace",
    term_months=12,
    proration="daily",
    authorising=None,
    loses_first="last-assigned",
    renewing=Renewing(
        before_days=30, after_days=14, usable_after=False, automatic=True, date_waits=False, upcoming_days=60,
        mixes=False, settings_days=3,
    ),
    returning=Returning(order_days=14, renewal_days=None, whole_order=False, revert_days=14),
    ladders=(SUFFIXES, TIERS),
    look_back_days=None,
    committing=Committing("02", 10, anniversaries=3, late_join_days=30, accept_days=7, fulfil_days=30, again_days=30),
    invitation_days=30,
    approval_days=7,
    notices=(
        Notice(Kind.GOES, 30, BOTH), Notice(Kind.GOES, 7, BOTH), Notice(Kind.GOES, 0, BOTH),
        Notice(Kind.RENEWS_ITSELF, 30, BOTH), Notice(Kind.RENEWS_ITSELF, 5, BOTH),
        Notice(Kind.COMMITMENT_ENDS, 60, BOTH),
    ),
)  # fmt: skip

NFR = Terms(
    key="nfr",
    term_months=12,
    proration="monthly",
    authorising=None,
    loses_first="last-assigned",
    renewing=Renewing(
        before_days=0, after_days=0, usable_after=False, automatic=True, date_waits=False, upcoming_days=30, mixes=False
    ),
    returning=Returning(order_days=0, renewal_days=None, whole_order=True),
    ladders=(),
    look_back_days=None,
    committing=None,
    invitation_days=30,
    approval_days=7,
    notices=(Notice(Kind.GOES, 30, ("reseller",)), Notice(Kind.RENEWS_ITSELF, 30, ("reseller",))),
)

DOMES = Terms(
    key="dome-years",
    term_months=24,
    proration="daily",
    authorising=Authorising(order_days=14, suspend_after_days=14, removal_days=3),
    loses_first="first-assigned",
    renewing=Renewing(
        before_days=90, after_days=10, usable_after=True, automatic=True, date_waits=True, upcoming_days=30, mixes=True
    ),
    returning=Returning(order_days=30, renewal_days=30, whole_order=False),
    ladders=(Ladder(LICENCE, (Step("one-dome", 1), Step("many-domes", 3))),),
    look_back_days=60,
    committing=None,
    invitation_days=10,
    approval_days=20,
    notices=(
        Notice(Kind.SUSPENDED, 4, BOTH), Notice(Kind.LAPSES, 5, BOTH), Notice(Kind.PAST_DUE, 20, BOTH),
        Notice(Kind.GOES, 3, BOTH), Notice(Kind.RENEWS_ITSELF, 45, BOTH),
    ),
)  # fmt: skip

EVERY = (VIP, MARKETPLACE, NFR, DOMES)
