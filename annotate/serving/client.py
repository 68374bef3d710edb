"""Handing a command to a running server, with this process's files, folder and environment.

Imports as little as it can: every millisecond here is paid by each turn of a shell loop.
"""

import os
import signal
import socket
import sys

LENGTH = 8  # bytes of the number that says how long a request is
STATUS = 2  # bytes of the answer: the exit status


def default_socket() -> str:
    """Where a server listens that was not told where: in the user's own runtime folder, or state folder."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if runtime:
        return os.path.join(runtime, "annotate.sock")  # noqa: PTH118 - pathlib costs milliseconds
    state = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")  # noqa: PTH111
    return os.path.join(state, "annotate", "annotate.sock")  # noqa: PTH118


def handed_over(arguments: list[str]) -> int | None:
    """The exit status of the command as the server has done it; None if there is no server to do it.

    ``arguments``: with ``--server``, and with ``--socket`` if the server listens elsewhere; it gets the others.
    """
    if not hasattr(socket, "AF_UNIX"):
        return None
    path, rest = default_socket(), []
    given = iter(arguments)
    for argument in given:
        name, equals, value = argument.partition("=")
        if name == "--socket":
            path = value if equals else next(given, "")
        elif argument != "--server":
            rest.append(argument)
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.connect(path)
    except OSError:
        return None
    try:
        request = _request(rest)
        socket.send_fds(connection, [len(request).to_bytes(LENGTH, "big")], [0, 1, 2])
        connection.sendall(request)
        for number in (signal.SIGINT, signal.SIGTERM):  # the server stops the work, and answers
            signal.signal(number, lambda number, frame: connection.sendall(bytes([number])))
        return _status(connection)
    except KeyboardInterrupt:  # it was quicker than the request: the server sees us go
        return 130
    except OSError as error:
        sys.stderr.write(f"annotate: the server at {path} broke off: {error.strerror or error}\n")
        return 3


def _request(arguments: list[str]) -> bytes:
    """Folder and umask, environment, arguments: each group's number of strings, then these, all ended by NUL."""
    environment = [key + b"=" + value for key, value in os.environb.items()]
    mask = os.umask(0)
    os.umask(mask)
    groups = [
        [os.getcwdb(), b"%o" % mask],  # noqa: PTH109
        environment,
        [os.fsencode(argument) for argument in (sys.argv[0], *arguments)],
    ]
    return b"".join(b"%d\0" % len(group) + b"".join(item + b"\0" for item in group) for group in groups)


def _status(connection: socket.socket) -> int:
    answer = b""
    while len(answer) < STATUS:
        more = connection.recv(STATUS - len(answer))
        if not more:
            raise ConnectionResetError(0, "it went away before it answered")
        answer += more
    return int.from_bytes(answer, "big")
