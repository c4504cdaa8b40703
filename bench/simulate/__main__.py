"""`python -m bench.simulate`: ten years of a programme, in memory and through the database; or less of it.

Through the database several processes play a share each, every one on a SQLite of its own.
"""

# ruff: noqa: E402  Django is set up before what needs it is read

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter

parser = argparse.ArgumentParser(prog="python -m bench.simulate", description=__doc__)
parser.add_argument("--agreements", type=int, default=10_000, help="over the rules, in memory")
parser.add_argument("--through-database", type=int, default=500, help="through the real actions and jobs")
parser.add_argument("--years", type=int, default=10)
parser.add_argument("--seed", type=int, default=None, help="the same seed plays the same; none: another each time")
parser.add_argument("--only", type=int, default=None, help="in memory: one agreement of a seed, with its whole story")
parser.add_argument("--share", default="", help="through the database: one process's share, as 2/4")
parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
asked = parser.parse_args()
os.environ |= {
    "KANAAL_VAR": tempfile.mkdtemp(prefix="kanaal-simulate-"),
    "DJANGO_SETTINGS_MODULE": "bench.settings",
    "KANAAL_CLOCK_MOVABLE": "1",
    "DATABASE_URL": "",
}

import django

django.setup()

from bench.simulate.many import Result, play_many, shown

WHOLE = 3
"""Of so many that broke the whole story is printed; of others how to have it."""


def main() -> int:
    seed = int(time.time()) if asked.seed is None else asked.seed
    if asked.share:
        print(json.dumps(vars(_share(seed))))
        return 0
    broken = 0
    if asked.agreements or asked.only is not None:
        began = time.monotonic()
        result = play_many(seed, asked.agreements, asked.years, asked.processes, only=asked.only)
        broken += _told("in memory", result, time.monotonic() - began)
    if asked.through_database and asked.only is None:
        began = time.monotonic()
        broken += _told("through the database", _through_database(seed), time.monotonic() - began)
    return 1 if broken else 0


def _through_database(seed: int) -> Result:
    """Several processes, a share each."""
    many = min(asked.processes, asked.through_database)
    command = [sys.executable, "-m", "bench.simulate", "--through-database", str(asked.through_database)]
    command += ["--years", str(asked.years), "--seed", str(seed), "--share"]
    processes = [
        subprocess.Popen([*command, f"{n + 1}/{many}"], stdout=subprocess.PIPE, text=True) for n in range(many)
    ]
    result = Result(seed, asked.years)
    for process in processes:
        said, _ = process.communicate()
        if process.returncode:
            result.broken.append(f"a process ended with {process.returncode}")
            continue
        part = json.loads(said.splitlines()[-1])
        part |= {"counts": Counter(part["counts"]), "kinds": Counter(part["kinds"])}
        result.add(Result(**part))
    return result


def _share(seed: int) -> Result:
    from django.core.management import call_command  # noqa: PLC0415 - only here is there a database

    from bench.simulate.database import Play  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    part, of = (int(number) for number in asked.share.split("/"))
    agreements = asked.through_database // of + (part <= asked.through_database % of)
    return Play(seed * 100 + part, agreements, asked.years).play()


def _told(where: str, result: Result, seconds: float) -> int:
    """Print what was played; how many broke."""
    print(f"{where}: {shown(result, seconds)}", flush=True)
    if asked.only is not None:
        print("\n".join(result.stories))
    if result.broken:
        print("\n\n".join(result.broken[:WHOLE]), file=sys.stderr)
        for one in result.broken[WHOLE:]:
            first, *_story, again = one.splitlines()
            print(f"\n{first}\n{again}", file=sys.stderr)
    return len(result.broken)


if __name__ == "__main__":
    sys.exit(main())
