"""Downloading one file over HTTP: only if it changed, from where it broke off, again when the server stumbles.

The proxy is that of the environment (``HTTPS_PROXY``, ``NO_PROXY`` …), as urllib understands it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from ssl import SSLError
from typing import cast
from urllib.error import HTTPError, URLError
from urllib.request import Request, build_opener

ATTEMPTS = 6
_TIMEOUT = 60  # seconds without a byte
_LONGEST = 120  # seconds between two attempts, whatever the server asks for
_CHUNK = 1 << 16
_AGAIN = frozenset((408, 425, 429))  # and all from 500 on: the server may do better later
_pause = time.sleep
_AGENT = "annotate-sanctions"


class FetchError(Exception):
    """Raised when a file cannot be had. The message names the address and says why."""


class _Stumbled(Exception):
    """Raised when another attempt may succeed. ``wait``: seconds that the server asks for, if it does."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.wait = wait


@dataclass(frozen=True)
class Version:
    """What a server calls the version of a file that it sends: its ``ETag`` and ``Last-Modified``."""

    etag: str | None = None
    modified: str | None = None


def fetch(
    address: str, target: Path, known: Version = Version(), pause: Callable[[float], None] | None = None
) -> Version | None:
    """Download a file to ``target``; None, and no file, if it is still of the version ``known``.

    What a broken download left behind (``target`` with ``.part``) is gone on with, also by a later call, if the
    server still has the same version. Raises FetchError when the server refuses, sends a web page, or does no
    better in `ATTEMPTS`.
    """
    why, wait = "", 0.0
    for attempt in range(ATTEMPTS):
        if attempt:
            (pause or _pause)(wait)
        try:
            return _attempt(address, target, known)
        except _Stumbled as error:
            why = str(error)
            wait = min(_LONGEST, 2.0**attempt if error.wait is None else error.wait)
        except (URLError, HTTPException, ConnectionError, TimeoutError, SSLError) as error:
            why = str(getattr(error, "reason", "") or error or type(error).__name__)
            wait = 2.0**attempt
    raise FetchError(f"{address}: {why}; gave up after {ATTEMPTS} attempts")


def _attempt(address: str, target: Path, known: Version) -> Version | None:
    part, about = Path(f"{target}.part"), Path(f"{target}.part.json")
    headers = {"User-Agent": _AGENT, "Accept-Encoding": "identity"}
    begun = _begun(address, part, about)
    if begun is not None:
        headers |= {"Range": f"bytes={part.stat().st_size}-", "If-Range": begun}
    else:
        headers |= {"If-None-Match": known.etag} if known.etag else {}
        headers |= {"If-Modified-Since": known.modified} if known.modified else {}
    if not address.startswith(("https://", "http://")):
        raise FetchError(f"{address}: neither https nor http")
    try:
        request = Request(address, headers=headers)  # noqa: S310 - looked at above
        response = cast(HTTPResponse, build_opener().open(request, timeout=_TIMEOUT))  # urlopen would keep old proxies
    except HTTPError as error:
        with error:
            if error.code == 304:
                return None
            raise _refusal(address, error, part) from None
    with response:
        if response.headers.get_content_type() in ("text/html", "application/xhtml+xml"):
            raise FetchError(f"{address}: a web page instead of the list; was the download refused?")
        version = Version(response.headers.get("ETag"), response.headers.get("Last-Modified"))
        start = _start(response, part)
        about.write_text(json.dumps([address, version.etag, version.modified]), encoding="utf-8")
        _receive(response, part, start)
    part.replace(target)
    about.unlink()
    return version


def _begun(address: str, part: Path, about: Path) -> str | None:
    """What a partial download's version is called, or None if there is none that can be gone on with."""
    try:
        there, etag, modified = json.loads(about.read_text(encoding="utf-8"))
        if there == address and part.stat().st_size:
            version: str | None = etag if etag and not etag.startswith("W/") else modified
            return version
    except (OSError, ValueError):
        pass
    return None


def _refusal(address: str, error: HTTPError, part: Path) -> Exception:
    """What a status of 400 and more comes to: a stumble, or the end."""
    if error.code == 416:  # there is no more of it: what is there is not the beginning of what the server has
        part.unlink(missing_ok=True)
        return _Stumbled("the server has another version", 0)
    why = f"HTTP {error.code} {error.reason}"
    if error.code < 500 and error.code not in _AGAIN:
        return FetchError(f"{address}: {why}")
    wait = error.headers.get("Retry-After", "")
    return _Stumbled(why, float(wait) if wait.isdecimal() else None)


def _start(response: HTTPResponse, part: Path) -> int:
    """From which byte on the answer goes."""
    if response.status != 206:
        return 0
    first = response.headers.get("Content-Range", "").removeprefix("bytes ").partition("-")[0]
    if not first.isdecimal() or int(first) != part.stat().st_size:
        part.unlink(missing_ok=True)
        raise _Stumbled("the server sent another part than was asked for", 0)
    return int(first)


def _receive(response: HTTPResponse, part: Path, start: int) -> None:
    promised = response.headers.get("Content-Length", "")
    received = 0
    with part.open("ab" if start else "wb") as file:
        while chunk := response.read(_CHUNK):
            file.write(chunk)
            received += len(chunk)
    if promised.isdecimal() and received < int(promised):
        raise _Stumbled(f"the answer broke off after {start + received} of {start + int(promised)} bytes")
