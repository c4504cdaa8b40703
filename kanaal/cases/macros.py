"""Ready-made answers of the pack, in the asker's language with their name and the case's number."""

from __future__ import annotations

from kanaal.cases.models import Case
from kanaal.cases.policy import Macro, MacrosPolicy
from kanaal.programme import releases
from kanaal.programme.policies import policy


def macros() -> tuple[Macro, ...]:
    return policy(MacrosPolicy).macros if releases.current().pack.has(MacrosPolicy) else ()


def filled_in(key: str, case: Case) -> str:
    """The text of a macro for a case; nothing for a key that the pack doesn't have."""
    found = next((m for m in macros() if m.key == key), None)
    if found is None:
        return ""
    language = case.asked_by.language if case.asked_by else case.language
    text = found.text.in_(language)
    return text.replace("{name}", str(case.asked_by or case.claimed_email)).replace("{number}", case.number)
