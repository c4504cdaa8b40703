"""Who is of one company, by the address: kin, sister, free mail, masquerades. None of these domains is in real use."""

from __future__ import annotations

import pytest

from kanaal.customers.rules.like_domains import judge, shown_domain, skeleton

PRESENT = "wim@sluiswerk.nl"
SISTERS = ("sluiswerk-waterbouw.nl", "sluiswerk.de")
FREE = ("freemail.nl",)


def said(address: str, present: str = PRESENT, sisters=SISTERS) -> tuple[str, str]:
    found = judge(address, present, sisters, FREE)
    return found.kind, found.how


class TestKin:
    @pytest.mark.parametrize(
        ("address", "kind"),
        [
            ("ans@sluiswerk.nl", "same"),
            ("ans@SLUISWERK.NL", "same"),
            ("ans@mail.sluiswerk.nl", "same"),
            ("ans@a.b.sluiswerk.nl", "same"),
            ("ans@sluiswerk-waterbouw.nl", "sister"),
            ("ans@mail.sluiswerk.de", "sister"),
            ("ans@waterrijk.nl", "other"),
            ("ans@freemail.nl", "free-mail"),
            ("ans@gmail.com", "other"),
            ("ans@nl", "none"),
            ("ans@co.uk", "none"),
            ("ans@github.io", "none"),
            ("ans@", "none"),
            ("ans@-x.nl", "none"),
        ],
    )
    def test_each(self, address, kind) -> None:
        assert said(address)[0] == kind

    def test_a_public_suffix_makes_nobody_kin(self) -> None:
        assert said("ans@klaver.co.uk", "wim@distel.co.uk", ())[0] == "other"
        assert said("ans@klaver.github.io", "wim@distel.github.io", ())[0] == "other"
        assert said("ans@post.distel.co.uk", "wim@distel.co.uk", ())[0] == "same"

    def test_at_a_providers_nobody_is_a_colleague(self) -> None:
        assert said("ans@freemail.nl", "wim@freemail.nl", ())[0] == "free-mail"
        assert said("ans@freemail.nl", "wim@freemail.nl", ("freemail.nl",))[0] == "free-mail"
        assert said("ans@sluiswerk.de", "wim@freemail.nl", ("sluiswerk.de",))[0] == "sister"

    def test_an_international_name_in_either_spelling(self) -> None:
        assert said("ans@mühlwerk.de", "wim@xn--mhlwerk-n2a.de", ())[0] == "same"


class TestMasquerades:
    @pytest.mark.parametrize(
        ("domain", "how"),
        [
            ("sluiswеrk.nl", "signs"),  # a Cyrillic е
            ("xn--sluiswrk-h8g.nl", "signs"),  # the same on the wire
            ("ѕluiswerk.nl", "signs"),
            ("sluıswerk.nl", "signs"),
            ("slüiswerk.nl", "signs"),
            ("slulswerk.nl", "signs"),
            ("s1uiswerk.nl", "signs"),
            ("sluis-werk.nl", "signs"),
            ("sluisvverk.nl", "signs"),
            ("sluiswerk.com", "ending"),
            ("sluiswerk.co.uk", "ending"),
            ("sluiswrek.nl", "letters"),
            ("sluiswek.nl", "letters"),
            ("sluiswerkk.nl", "letters"),
            ("sluisbergk.nl", "letters"),
            ("sluiswerk-support.com", "name"),
            ("our-sluiswerk.nl", "name"),
            ("sluiswerk.login-mail.com", "name"),
            ("sluiswerk.nl.login-mail.com", "name"),
            ("sluiswerk-waterbuow.nl", "name"),
        ],
    )
    def test_is_seen_and_said_how(self, domain, how) -> None:
        assert said(f"ans@{domain}") == ("look-alike", how)

    def test_short_names_are_not_taken_for_each_other(self) -> None:
        assert said("ans@abd.nl", "wim@abc.nl", ())[0] == "other"

    def test_people_see_both_spellings(self) -> None:
        assert shown_domain("xn--sluiswrk-h8g.nl").endswith("(xn--sluiswrk-h8g.nl)")
        assert shown_domain("sluiswerk.nl") == "sluiswerk.nl"

    def test_nonsense_on_the_wire_is_no_crash(self) -> None:
        assert skeleton("xn--\u00ff")
        assert said("ans@xn--999999999999.nl")[0] in ("other", "none")
