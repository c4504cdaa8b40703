"""The load: a few connections, each asking again as soon as it was answered, so many times in all."""

from __future__ import annotations

import http.client
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

CONNECTIONS = 2


@dataclass(frozen=True)
class Answered:
    """`took`: seconds of each request, the shortest first; `wall`: from the first question to the last answer."""

    took: list[float]
    wall: float

    def within(self, share: float) -> float:
        """The milliseconds within which this share of the answers came."""
        return self.took[min(len(self.took) - 1, int(share * len(self.took)))] * 1000


def ask(port: int, path: str, cookie: str, requests: int) -> Answered:
    """So many requests, half of them on each connection. Anything but a 200 ends the measurement."""
    share = max(1, requests // CONNECTIONS)
    began = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        asked = [pool.submit(_connection, port, path, cookie, share) for _ in range(CONNECTIONS)]
        took = sorted(seconds for one in asked for seconds in one.result())
    return Answered(took, time.perf_counter() - began)


def _connection(port: int, path: str, cookie: str, requests: int) -> list[float]:
    server = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Accept": "text/html"} | ({"Cookie": cookie} if cookie else {})
    took = []
    try:
        for _ in range(requests):
            began = time.perf_counter()
            server.request("GET", path, headers=headers)
            answer = server.getresponse()
            answer.read()
            took.append(time.perf_counter() - began)
            assert answer.status == 200, f"{path} answered {answer.status} {answer.headers.get('Location', '')}"
    finally:
        server.close()
    return took
