"""The server: it has loaded plugins and models, and forks for each request a process that has them too.

A request is an ordinary ``annotate run`` in that process, with the client's files, folder and environment: what it
prints, writes and returns is the same as without a server. Whatever happens in it, the server goes on.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import selectors
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from annotate.errors import UsageError
from annotate.serving.client import STATUS
from annotate.serving.request import BadRequest, Request, receive

log = logging.getLogger("annotate")
KILLED = 128
ABANDONED = 5.0  # seconds that a process whose client went away has to end by itself


class Server:
    """Listens on a socket of the user's own. ``idle``: seconds without a request after which it ends; 0 for never."""

    def __init__(self, path: Path, idle: float) -> None:
        self.path = path
        self.idle = idle
        self.clients: dict[int, socket.socket] = {}  # process at work -> who waits for it
        self.selector = selectors.DefaultSelector()
        self.listener = _listening(path)
        self.identity = _identity(path)
        self.wake, wakes = socket.socketpair()
        self.wake.setblocking(False)
        wakes.setblocking(False)
        self._wakes = wakes

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *error: object) -> None:
        self._end()

    def serve(self, run: Callable[[list[str]], int]) -> None:
        """Answer requests until nobody has asked for a while, or SIGTERM or Ctrl-C ends it. ``run`` does a command
        line in the process that is forked for it, and returns its exit status.
        """
        gc.collect()
        gc.freeze()  # what is loaded by now is never collected: forked processes share its pages
        signal.set_wakeup_fd(self._wakes.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)  # wakes the loop
        self.selector.register(self.listener, selectors.EVENT_READ)
        self.selector.register(self.wake, selectors.EVENT_READ)
        last = time.monotonic()
        while True:
            events = self.selector.select(self._patience(last))
            if events or self.clients:
                last = time.monotonic()
            elif self.idle and time.monotonic() - last >= self.idle:
                return
            for key, _ in events:
                if key.fileobj is self.listener:
                    self._accept(run)
                elif key.fileobj is self.wake:
                    with contextlib.suppress(BlockingIOError):
                        self.wake.recv(4096)
                else:
                    self._told(key.data)
            self._reap()

    def _patience(self, last: float) -> float | None:
        return max(0.0, self.idle - (time.monotonic() - last)) if self.idle and not self.clients else None

    def _accept(self, run: Callable[[list[str]], int]) -> None:
        connection, _ = self.listener.accept()
        try:
            request = receive(connection)
        except BadRequest as error:
            log.warning("a request was refused: %s", error)
            connection.close()
            return
        process = os.fork()
        if process == 0:
            _work(self, request, connection, run)
        for file in request.files:
            os.close(file)
        connection.setblocking(False)
        self.clients[process] = connection
        self.selector.register(connection, selectors.EVENT_READ, process)

    def _told(self, process: int) -> None:
        """The client has said which signal it got, or has gone away."""
        connection = self.clients.get(process)
        if connection is None:
            return
        try:
            said = connection.recv(1)
        except BlockingIOError:
            return
        except OSError:
            said = b""
        if not said:
            self.selector.unregister(connection)
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, said[0] if said and said[0] in (signal.SIGINT, signal.SIGTERM) else signal.SIGTERM)

    def _reap(self) -> None:
        """Tell the clients of processes that have ended their exit status."""
        while self.clients:
            process, status = os.waitpid(-1, os.WNOHANG)
            if process == 0:
                return
            connection = self.clients.pop(process)
            with contextlib.suppress(KeyError):
                self.selector.unregister(connection)
            code = os.waitstatus_to_exitcode(status)
            with contextlib.suppress(OSError):
                connection.sendall((code if code >= 0 else KILLED - code).to_bytes(STATUS, "big"))
            connection.close()

    def _end(self) -> None:
        signal.set_wakeup_fd(-1)
        for process in self.clients:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGTERM)
        deadline = time.monotonic() + ABANDONED
        while self.clients and time.monotonic() < deadline:
            self._reap()
            time.sleep(0.01)
        for process in self.clients:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        with contextlib.suppress(OSError):
            if _identity(self.path) == self.identity:  # not somebody else's by now
                self.path.unlink()
        self.listener.close()

    def leave(self) -> None:
        """In a forked process: nothing of the server's is its business."""
        signal.set_wakeup_fd(-1)
        self.listener.close()
        self.selector.close()
        for connection in self.clients.values():
            connection.close()


def _listening(path: Path) -> socket.socket:
    """A socket that only this user can reach. Raises UsageError if there is a server, or none can be."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.is_socket():
            _take_away_if_dead(path)
        mask = os.umask(0o177)
        try:
            listener.bind(os.fspath(path))
        finally:
            os.umask(mask)
        listener.listen(64)
    except OSError as error:
        raise UsageError(f"cannot listen on {path}: {error.strerror or error}") from error
    return listener


def _take_away_if_dead(path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(os.fspath(path))
        except ConnectionRefusedError:
            path.unlink()  # of a server that was killed
            return
    raise UsageError(f"a server listens on {path} already")


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _work(server: Server, request: Request, connection: socket.socket, run: Callable[[list[str]], int]) -> NoReturn:
    """Be the process that the client asked for, and end with its exit status."""
    status = 1
    try:
        server.leave()
        connection.close()
        os.setsid()  # a Ctrl-C at the server's terminal is not the client's
        for signal_number in (signal.SIGCHLD, signal.SIGTERM):
            signal.signal(signal_number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for target, file in enumerate(request.files):
            os.dup2(file, target)
            os.close(file)
        os.chdir(request.folder)
        os.umask(request.umask)
        os.environb.clear()
        os.environb.update(request.environment)
        sys.stdin = open(0, closefd=False)  # noqa: SIM115 - they live as long as the process
        sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", closefd=False, errors="backslashreplace", buffering=1)  # noqa: SIM115
        status = run(request.arguments)
    except BaseException as error:
        sys.stderr.write(f"annotate: {type(error).__name__}: {error}\n")
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
        os._exit(status)
