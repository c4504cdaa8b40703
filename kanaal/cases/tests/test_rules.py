"""What becomes of a mail, whose claim holds, and what is new in it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanaal.cases import rules
from kanaal.cases.rules import Circumstances

MACHINES = ("seen_before", "ours", "bounce", "automatic", "too_many")


def test_whatever_else_holds_a_machine_is_never_answered() -> None:
    for machine in MACHINES:
        for rest in itertools.product((False, True), repeat=4):
            found = Circumstances(
                **{machine: True}, **dict(zip(("case_found", "takes_part", "known", "trusted"), rest, strict=True))
            )
            assert rules.outcome(found) in rules.QUIET


@pytest.mark.parametrize(
    ("case_found", "takes_part", "known", "trusted", "outcome"),
    [
        (True, True, True, True, "added"),
        (True, True, True, False, "added_unverified"),
        (True, False, True, True, "added_unverified"),
        (False, False, True, True, "opened"),
        (False, False, True, False, "opened_unverified"),
        (False, False, False, True, "opened_unverified"),
    ],
)
def test_people_are_heard(case_found: bool, takes_part: bool, known: bool, trusted: bool, outcome: str) -> None:
    found = Circumstances(case_found=case_found, takes_part=takes_part, known=known, trusted=trusted)
    assert rules.outcome(found) == outcome


@pytest.mark.parametrize(
    ("header", "holds"),
    [
        ("mx.ours.example; dmarc=pass header.from=a.example", True),
        ("mx.ours.example; dmarc=fail header.from=a.example; spf=pass smtp.mailfrom=x@a.example", False),
        ("mx.ours.example; spf=pass smtp.mailfrom=x@a.example", True),
        ("mx.ours.example; spf=pass smtp.mailfrom=x@elders.example", False),
        ("mx.ours.example; dkim=pass header.d=a.example header.s=k", True),
        ("mx.ours.example; dkim=pass header.d=example.org; spf=fail", False),
        ("mx.ours.example.evil; dmarc=pass", False),
        ("evil.example; dmarc=pass", False),
        ("", False),
    ],
)
def test_only_our_own_server_is_believed(header: str, holds: bool) -> None:
    assert rules.claim_holds([header], "mx.ours.example", "x@a.example") is holds


def test_without_a_server_of_ours_a_claim_is_a_claim() -> None:
    assert rules.claim_holds(["x; dmarc=fail"], "", "x@a.example")


@pytest.mark.parametrize(
    "begins",
    [
        "> eerder",
        "-----Original Message-----",
        "On Tue, 24 Nov 2026 at 10:00 Kanaal <a@b.example> wrote:",
        "Op di 24 nov 2026 om 10:00 schreef Kanaal <a@b.example>:",
        "Am 24.11.2026 um 10:00 schrieb Kanaal <a@b.example>:",
        "Van: Kanaal <a@b.example>",
    ],
)
def test_what_a_mail_repeats_is_folded_away(begins: str) -> None:
    assert rules.divide_quote(f"Dank u.\n\n{begins}\nmeer") == ("Dank u.", f"{begins}\nmeer")


def test_a_mail_that_only_repeats_is_shown_whole() -> None:
    assert rules.divide_quote("> alles") == ("> alles", "")


@given(st.text())
def test_no_word_is_left_out(text: str) -> None:
    body, quoted = rules.divide_quote(text)
    assert "".join((body + quoted).split()) == "".join(text.split())
