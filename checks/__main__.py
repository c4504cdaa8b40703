"""Run every rule over the package and the templates; prints file:line and the rule, ends with 1 when one is broken."""

from __future__ import annotations

import sys
from pathlib import Path

from checks.rules import all_faults

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    faults = sorted(all_faults(ROOT))
    for fault in faults:
        print(fault)
    print(f"checks: {len(faults)} fault(s)" if faults else "checks: the house holds")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
