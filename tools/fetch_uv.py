"""Fetch the pinned uv into a folder with nothing but Python's standard library.

The last resort of find_uv.sh, for a machine whose python3 has neither pip nor venv, as on a stock Debian:
    python3 tools/fetch_uv.py .tools/bin
Which version, and the digests a wheel must have, stand in uv.txt. The index is the one the machine is configured for.
"""

from __future__ import annotations  # a Mac's own python3 is 3.9

import configparser
import hashlib
import html.parser
import io
import os
import platform
import re
import sys
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

PINS = Path(__file__).with_name("uv.txt")
DEFAULT_INDEX = "https://pypi.org/simple"
TIMEOUT = 120  # seconds, of silence


class CannotFetch(Exception):
    """Said to the user as it is."""


def main() -> None:
    """Put uv's binary into the folder named on the command line."""
    try:
        wheel = fetch_wheel(configured_index(), wheel_ending())
    except (CannotFetch, OSError) as error:
        # A broken download is an OSError too (urllib's URLError is one).
        sys.exit(f"Cannot fetch uv: {error}\nInstall uv by hand (https://docs.astral.sh/uv), then run this again.")
    unpack(wheel, Path(sys.argv[1]))


def wheel_ending() -> str:
    """Return how the file name of this machine's wheel ends."""
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine().lower())
    endings = {
        ("Linux", "x86_64"): "manylinux2014_x86_64.whl" if platform.libc_ver()[0] else "musllinux_1_1_x86_64.whl",
        ("Linux", "aarch64"): "musllinux_1_1_aarch64.whl",
        ("Darwin", "aarch64"): "macosx_11_0_arm64.whl",
        ("Darwin", "x86_64"): "macosx_10_12_x86_64.whl",
    }
    try:
        return endings[platform.system(), machine]
    except KeyError:
        raise CannotFetch(f"no wheel is pinned for {platform.system()} on {machine}.") from None


def configured_index() -> str:
    """Return the package index that this machine is told to use."""
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        if os.environ.get(name):
            return re.sub(r"^[\w-]+=", "", os.environ[name])  # uv allows NAME=URL
    return index_in_pip_conf() or DEFAULT_INDEX


def index_in_pip_conf() -> str | None:
    """Return pip's index-url; a person's file outweighs the machine's, as in pip."""
    home = Path.home()
    places = [Path("/etc/pip.conf"), home / ".pip/pip.conf", home / ".config/pip/pip.conf"]
    if os.environ.get("PIP_CONFIG_FILE"):
        places.append(Path(os.environ["PIP_CONFIG_FILE"]))
    config = configparser.RawConfigParser()
    config.read(places)
    return config.get("global", "index-url", fallback=None)


def fetch_wheel(index: str, ending: str) -> bytes:
    """Return the bytes of the pinned wheel that ends so, after checking its digest."""
    pins = PINS.read_text()
    version = re.findall(r"^uv==(\S+)", pins, re.MULTILINE)[0]
    page = f"{index.rstrip('/')}/uv/"
    for link in links_on(page):
        file_name = urllib.parse.unquote(urllib.parse.urlsplit(link).path.rpartition("/")[2])
        if file_name.startswith(f"uv-{version}-") and file_name.endswith(ending):
            wheel = get(urllib.parse.urljoin(page, link))
            return checked(wheel, re.findall(r"sha256:([0-9a-f]{64})", pins), file_name)
    raise CannotFetch(f"the index {without_password(index)} has no uv {version} for this machine.")


def checked(wheel: bytes, digests: list[str], file_name: str) -> bytes:
    """Return the wheel if it is one of the pinned ones."""
    if hashlib.sha256(wheel).hexdigest() not in digests:
        raise CannotFetch(f"{file_name} is not the file that tools/uv.txt pins (its sha256 differs).")
    return wheel


def links_on(page: str) -> list[str]:
    """Return where the links of a simple index page lead."""
    parser = LinkParser()
    parser.feed(get(page).decode())
    return parser.links


class LinkParser(html.parser.HTMLParser):
    """Collects the links of a page. Every index speaks HTML; not every mirror speaks JSON."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep where an <a> leads."""
        self.links += [value for name, value in attrs if tag == "a" and name == "href" and value]


def get(url: str) -> bytes:
    """Return what a URL holds, with the name and password that the URL may carry."""
    opener = urllib.request.build_opener()
    bare = without_password(url)
    parts = urllib.parse.urlsplit(url)
    if parts.username:
        passwords = urllib.request.HTTPPasswordMgrWithPriorAuth()
        secret = urllib.parse.unquote(parts.password or "")
        passwords.add_password(None, bare, urllib.parse.unquote(parts.username), secret, is_authenticated=True)
        opener.add_handler(urllib.request.HTTPBasicAuthHandler(passwords))
    try:
        with opener.open(urllib.request.Request(bare, headers={"Accept": "text/html, */*"}), timeout=TIMEOUT) as answer:
            content: bytes = answer.read()
            return content
    except urllib.error.URLError as error:
        raise CannotFetch(f"{bare}: {error}") from error


def without_password(url: str) -> str:
    """Return a URL fit to be printed."""
    parts = urllib.parse.urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def unpack(wheel: bytes, folder: Path) -> None:
    """Write the wheel's uv binary; under its own name only when it is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        member = next(name for name in archive.namelist() if name.endswith(".data/scripts/uv"))
        partial = folder / f"uv.{os.getpid()}"
        partial.write_bytes(archive.read(member))
    partial.chmod(0o755)
    partial.replace(folder / "uv")


if __name__ == "__main__":
    main()
