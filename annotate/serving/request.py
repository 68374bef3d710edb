"""A request as the server reads it: who asks, with which files, and for what."""

from __future__ import annotations

import os
import socket
import struct
from dataclasses import dataclass

from annotate.serving.client import LENGTH

LONGEST = 4 << 20  # bytes; a command line and an environment are far shorter
PATIENCE = 5.0  # seconds that a client may take to say what it wants


class BadRequest(Exception):
    """Raised for a request that is none, or from somebody else."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to do: in which folder, with which environment, arguments and files (stdin, stdout, stderr)."""

    folder: bytes
    umask: int
    environment: dict[bytes, bytes]
    arguments: list[str]
    files: list[int]


def receive(connection: socket.socket) -> Request:
    """Read one request. Raises BadRequest; files that came along are closed then."""
    connection.settimeout(PATIENCE)
    files: list[int] = []
    try:
        _check_user(connection)
        head, files, _, _ = socket.recv_fds(connection, LENGTH, 8)
        length = int.from_bytes(head, "big")
        if len(head) != LENGTH or length > LONGEST or len(files) != 3:
            raise BadRequest("it is no request of annotate's")
        body = _exactly(connection, length)
        (folder, umask), rest = _group(body)
        pairs, rest = _group(rest)
        arguments, rest = _group(rest)
        environment = dict(pair.split(b"=", 1) for pair in pairs)
        if rest:
            raise BadRequest("there is more to it than a request")
    except (OSError, ValueError) as error:
        _close(files)
        raise BadRequest(str(error) or type(error).__name__) from error
    except BadRequest:
        _close(files)
        raise
    return Request(folder, int(umask, 8), environment, [os.fsdecode(argument) for argument in arguments], files)


def _check_user(connection: socket.socket) -> None:
    """The socket's folder and mode keep others out; where the system says who asks, that is checked too."""
    if hasattr(socket, "SO_PEERCRED"):
        raw = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        _, user, _ = struct.unpack("3i", raw)
        if user != os.getuid():
            raise BadRequest(f"it comes from user {user}")


def _exactly(connection: socket.socket, length: int) -> bytes:
    parts = bytearray()
    while len(parts) < length:
        more = connection.recv(min(length - len(parts), 1 << 16))
        if not more:
            raise BadRequest("it breaks off")
        parts += more
    return bytes(parts)


def _group(body: bytes) -> tuple[list[bytes], bytes]:
    """The next group of strings and what follows it."""
    number, _, rest = body.partition(b"\0")
    items = rest.split(b"\0", int(number))
    if len(items) != int(number) + 1:
        raise BadRequest("it breaks off")
    return items[:-1], items[-1]


def _close(files: list[int]) -> None:
    for file in files:
        os.close(file)
