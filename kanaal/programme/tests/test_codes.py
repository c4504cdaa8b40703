"""The lists of the world, against what one knows of it."""

from __future__ import annotations

from kanaal.programme import codes


def test_the_worlds_lists():
    assert len(codes.countries()) == 249
    assert {"NL", "GB", "AX"} < codes.countries()
    assert {"EUR", "JPY", "NOK"} < codes.currencies()
    assert "NLG" not in codes.currencies()
    assert all(codes.is_language(c) for c in ("nl", "en", "pt-br", "zh-hans", "zh-hant-tw", "en-xa"))
    assert not any(codes.is_language(c) for c in ("", "NL", "qq", "nl_be", "en-gb-x", "e"))
