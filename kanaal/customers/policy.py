"""What the programme says of accounts: how they are numbered, how many are shown, how often one may look."""

from __future__ import annotations

from dataclasses import dataclass

from kanaal.programme.fields import Line, Positive
from kanaal.programme.sections import section


@section("accounts")
@dataclass(frozen=True)
class AccountsPolicy:
    """`results`: so many accounts a search shows; `fewest_letters` it begins with; `lookups_an_hour`: so many a person.

    `lookalikes`: so many are shown before an account is made. `names_at_most`: so many names, domains and numbers of
    each kind an account can have.
    """

    number_prefix: Line
    results: Positive
    fewest_letters: Positive
    lookups_an_hour: Positive
    lookalikes: Positive
    names_at_most: Positive
