"""What the clock does with contracts: those that nobody renewed in time are closed (K3)."""

from __future__ import annotations

import datetime as dt

from kanaal.contracts.actions.renewing import close_contract
from kanaal.contracts.models import Contract
from kanaal.contracts.policy import ContractsPolicy
from kanaal.contracts.queries import has_contracts
from kanaal.core import clock
from kanaal.core.jobs import every
from kanaal.programme.policies import policy


@every(days=1, at=dt.time(5, 10))
def close_contracts(tick: dt.datetime) -> None:
    """Late or twice is no harm: each is looked at once more, locked."""
    if not has_contracts():
        return
    over = clock.today() - dt.timedelta(days=policy(ContractsPolicy).renew_after_days)
    for contract in Contract.objects.filter(state="live", ends__lte=over).order_by("pk").iterator(chunk_size=200):
        close_contract(contract)
