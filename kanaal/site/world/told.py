"""What the demo's partners tell of their sales activities (D6): answers by field, under the keys of `told.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

TOLD: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("told.toml").read_text(encoding="utf-8"))
