"""How the house says no: an exception with a sentence, a way out, and the same words for pages and machines."""

from __future__ import annotations

from typing import Any, ClassVar

from kanaal.core.answers import Answer, answer_to
from kanaal.core.texts import Text


class Refusal(Exception):
    """An action was refused and nothing has changed.

    `says` is the reason, `remedy` what to do, `link` where; `field` names the form field that the reason is about.
    Subclasses stand beside their action; the class name is the refusal's public type.
    """

    status: ClassVar[int] = 409
    code: ClassVar[str] = ""
    field: ClassVar[str] = ""

    def __init__(self, says: Text, *, remedy: Text | None = None, link: object = "", label: Text | None = None) -> None:
        super().__init__(says)
        self.says = says
        self.remedy = remedy
        self.link = str(link)  # an address that was made lazily becomes one here
        self.link_label = label

    def __str__(self) -> str:
        return f"{self.says} {self.remedy}" if self.remedy else str(self.says)

    @property
    def kind(self) -> str:
        return self.code or "".join(f"-{c.lower()}" if c.isupper() else c for c in type(self).__name__).strip("-")

    @property
    def answer(self) -> Answer | None:
        """The article that explains this no, where there is one (H4)."""
        return answer_to(f"refusal:{self.kind}")

    def problem(self) -> dict[str, Any]:
        """RFC 9457 problem details, in the reader's language."""
        details: dict[str, Any] = {
            "type": f"urn:kanaal:refusal:{self.kind}",
            "title": str(self.says),
            "status": self.status,
        }
        if self.remedy:
            details["detail"] = str(self.remedy)
        if self.link:
            details["remedy_link"] = self.link
        if self.field:
            details["field"] = self.field
        if (answer := self.answer) is not None:
            details["answer"] = answer.url
        return details


class WrongState(Refusal):
    """Somebody, or the clock, was there first: the thing is no longer in a state in which this can be done."""
