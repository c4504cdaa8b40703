"""Things that happen at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import connections


def together(*acts: Callable[[], object]) -> list[BaseException | None]:
    """Each in a thread of its own, begun at the same moment; answers what each raised."""
    gate = threading.Barrier(len(acts))
    raised: list[BaseException | None] = [None for _ in acts]

    def run(place: int, act: Callable[[], object]) -> None:
        gate.wait()
        try:
            act()
        except Exception as fault:  # noqa: BLE001 - looked at by the test
            raised[place] = fault
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def kinds(raised: list[BaseException | None]) -> list[type[BaseException]]:
    """What was raised at all, as types."""
    return [type(fault) for fault in raised if fault is not None]
