"""Settings under which the tests run: the same, told that this is a test before anything is read.

The made-up language `en-xa` is among the languages here: a page that shows plain English in it has a text that was
never given to the catalogue.
"""

import os
from pathlib import Path

os.environ["KANAAL_TESTING"] = "1"

from kanaal.core.i18n import pseudo

_ROOT = Path(__file__).resolve().parent.parent
_MADE = Path(os.environ.get("KANAAL_VAR", _ROOT.parent / "var")) / "pseudo"
if "KANAAL_LOCALE_PATHS" not in os.environ:  # else this is a helper of a process that has written it
    pseudo.write(_ROOT, _MADE)
    os.environ["KANAAL_LOCALE_PATHS"] = str(_MADE)

from kanaal.site.settings import *  # noqa: E402, F403
