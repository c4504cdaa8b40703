"""Several things in one sentence, as the reader's language puts the last one to the others."""

from __future__ import annotations

import pytest
from django.utils import translation

from kanaal.core import formats


@pytest.mark.parametrize(("language", "said"), [("en", "Anna, Bo and Carla"), ("nl", "Anna, Bo en Carla")])
def test_the_last_one_is_put_to_the_others(language: str, said: str) -> None:
    with translation.override(language):
        assert formats.together(["Anna", "Bo", "Carla"]) == said
        assert formats.together(["Anna"]) == "Anna"
        assert formats.together([]) == ""
