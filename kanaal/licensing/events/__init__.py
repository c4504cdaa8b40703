"""What happened to agreements and their licences. Names are public."""

from kanaal.licensing.events.administrators import *  # noqa: F403
from kanaal.licensing.events.users import *  # noqa: F403
