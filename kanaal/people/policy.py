"""How long what is kept about people (L5): the section of the pack."""

from __future__ import annotations

from dataclasses import dataclass

from kanaal.programme.fields import Positive
from kanaal.programme.sections import section


@section("records")
@dataclass(frozen=True)
class RecordsPolicy:
    """`secret_mail_days`: so long a mail with a link or code keeps its words; `mail_days`: every other mail."""

    secret_mail_days: Positive
    mail_days: Positive
