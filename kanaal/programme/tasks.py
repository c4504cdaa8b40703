"""What the programme does around each job: as in a request, the releases are read once."""

from __future__ import annotations

from kanaal.core.jobs import worker
from kanaal.programme import releases

worker.AROUND.append(releases.steady)
