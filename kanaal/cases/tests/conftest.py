from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def files_of_their_own(settings: Any, tmp_path: Path) -> None:
    """What these tests attach lies in a folder that goes away."""
    settings.VAR = tmp_path
