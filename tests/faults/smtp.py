"""A real SMTP server on loopback that can be told to hang, to refuse, or to be gone."""

from __future__ import annotations

import asyncio
import socket
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`received` are the mails it took; `answer` is what it says to the next recipient (empty: yes)."""

    def __init__(self) -> None:
        self.received: list[Message] = []
        self.answer = ""
        self.connections = 0
        self._hanging = False
        self.port = _free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    def __enter__(self) -> Server:
        self._controller.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._controller.stop()

    def hang(self) -> None:
        self._hanging = True

    def listen(self) -> None:
        self._hanging = False

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's own name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.connections += 1
        while self._hanging:
            await asyncio.sleep(0.05)
        if self.answer:
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        content = envelope.content
        self.received.append(message_from_bytes(content if isinstance(content, bytes) else (content or "").encode()))
        return "250 taken"
