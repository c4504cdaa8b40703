"""A real IMAP server on loopback: dovecot, private and unprivileged, with one mailbox in a folder that goes away."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from imapclient import IMAPClient

from tests.faults.installation import ROOT
from tests.faults.smtp import _free_port

USER, PASSWORD = "helpdesk", "een-geheim"
CONFIG = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{home}/mail/%u
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {home}/passwords
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={home}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


def program() -> str:
    """Where dovecot is; empty when it isn't installed."""
    found = subprocess.run([ROOT / "tools" / "find_dovecot.sh"], capture_output=True, text=True, check=False)
    return found.stdout.strip()


class Mailbox:
    """`url` is what KANAAL_IMAP_URL says; `deliver` puts a mail in, as the mail server does."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="kanaal-imap-"))
        self.port = _free_port()
        self.url = f"imap://{USER}:{PASSWORD}@127.0.0.1:{self.port}/INBOX"
        # Dovecot keeps no mail as root, so a run of the tests as root lends it another name.
        self.uid = os.getuid() or pwd.getpwnam("nobody").pw_uid
        self.gid = pwd.getpwuid(self.uid).pw_gid
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Mailbox:
        user, group = pwd.getpwuid(self.uid).pw_name, grp.getgrgid(self.gid).gr_name
        config = self.home / "dovecot.conf"
        config.write_text(CONFIG.format(home=self.home, user=user, group=group, port=self.port))
        (self.home / "passwords").write_text(f"{USER}:{PASSWORD}\n")
        for name in ("run", "state", "mail"):
            (self.home / name).mkdir()
        as_somebody: dict[str, Any] = {}
        if os.getuid() == 0:
            for path in (self.home, *self.home.rglob("*")):
                os.chown(path, self.uid, self.gid)
            as_somebody = {"user": self.uid, "group": self.gid, "extra_groups": []}
        self._process = subprocess.Popen(
            [program(), "-F", "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **as_somebody
        )
        self._wait()
        return self

    def __exit__(self, *_: Any) -> None:
        assert self._process is not None
        self._process.terminate()
        self._process.wait(timeout=20)
        shutil.rmtree(self.home, ignore_errors=True)

    def opened(self) -> IMAPClient:
        client = IMAPClient("127.0.0.1", port=self.port, ssl=False)
        client.login(USER, PASSWORD)
        client.select_folder("INBOX")
        return client

    def deliver(self, raw: bytes) -> None:
        with self.opened() as client:
            client.append("INBOX", raw)

    def unseen(self) -> int:
        with self.opened() as client:
            return len(client.search("UNSEEN"))

    def _wait(self) -> None:
        deadline = time.monotonic() + 20
        while True:
            try:
                self.opened().logout()
            except OSError:
                assert time.monotonic() < deadline, (self.home / "log").read_text()
                time.sleep(0.1)
            else:
                return
