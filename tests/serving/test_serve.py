"""``annotate serve`` and ``annotate run --server``: the same results, sooner, and nobody else's business."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import time
from contextlib import suppress

import pytest

from annotate.serving.client import LENGTH

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a POSIX system")

TAGS = """
    import re, time
    from annotate import Annotation, hookimpl
    provides = {"tag"}

    @hookimpl
    def annotate_document(document):
        if "sleep" in document.text:
            time.sleep(60)
        for found in re.finditer(r"#\\w+", document.text):
            yield Annotation("tag", found.span(), "tag")
"""


@pytest.fixture
def serve(annotate_process, site, tmp_path):
    """Start a server, wait until it listens, and return its process."""

    def start(*options):
        process = annotate_process("serve", "--socket", "s", *options, env=site.env)
        said = process.stderr.readline()
        assert said == b"annotate: listening on s\n", said
        return process

    site.install("tags", TAGS)
    return start


@pytest.fixture
def ask(annotate_cli, site):
    """``annotate run`` by the server."""

    def run(*arguments, stdin=b""):
        return annotate_cli("run", *arguments, "--server", "--socket", "s", stdin=stdin, env=site.env)

    return run


def test_results_are_those_of_a_run_without_a_server(serve, ask, annotate_cli, site, tmp_path):
    (tmp_path / "in").mkdir()
    for name in ("a", "b"):
        (tmp_path / f"in/{name}.txt").write_text(f"Un #{name} et un #port.")
    serve()
    assert ask("in", "--language", "fr", "-o", "by-server/").returncode == 0
    assert annotate_cli("run", "in", "--language", "fr", "-o", "here/", env=site.env).returncode == 0
    for name in ("a", "b"):
        file = f"{name}.tei.xml"
        assert (tmp_path / "by-server" / file).read_bytes() == (tmp_path / "here" / file).read_bytes()


def test_the_server_does_the_work(serve, ask):
    process = serve()
    assert ask("-", stdin=b"Un #pont.").returncode == 0
    process.kill()
    process.wait()
    assert not ask("-", stdin=b"Un #pont.").err  # nobody there: it is done here


def test_standard_streams_folder_and_environment_are_the_clients(serve, ask, tmp_path):
    serve()
    lines = "".join(json.dumps({"id": id, "text": "Un #pont.", "language": "fr"}) + "\n" for id in "ab")
    done = ask("-", "-t", "jsonl", stdin=lines.encode())
    assert [record["id"] for record in done.records] == ["a", "b"]
    assert done.records[0]["annotations"][0]["text"] == "#pont"
    old = os.umask(0o077)
    try:
        assert ask("-", "-o", "own.tei.xml", stdin=b"Un #pont.").returncode == 0
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "own.tei.xml").stat().st_mode) == 0o600


@pytest.mark.parametrize("arguments", [["none.txt"], ["-p", "nobody", "-"], ["--nonsense"], []])
def test_errors_and_statuses_are_those_of_a_run_without_a_server(serve, ask, annotate_cli, site, arguments):
    serve()
    by_server = ask(*arguments, stdin=b"")
    here = annotate_cli("run", *arguments, env=site.env)
    assert (by_server.returncode, by_server.stdout, by_server.stderr) == (here.returncode, here.stdout, here.stderr)


def test_without_a_server_the_work_is_done_here(annotate_cli, site):
    site.install("tags", TAGS)
    done = annotate_cli("run", "-", "--server", "--socket", "none", stdin=b"Un #pont.", env=site.env)
    assert done.returncode == 0
    assert b"#pont" in done.stdout


def test_several_clients_are_served_at_a_time(serve, annotate_process, ask, site):
    serve()
    slow = annotate_process("run", "-", "--server", "--socket", "s", env=site.env)
    slow.stdin.write(b"sleep")
    slow.stdin.close()
    assert ask("-", stdin=b"Un #pont.").returncode == 0
    assert slow.poll() is None


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_client_that_is_stopped_stops_its_work(serve, annotate_process, ask, site, number, status):
    server = serve()
    slow = annotate_process("run", "-", "-t", "jsonl", "--server", "--socket", "s", env=site.env)
    slow.stdin.write(json.dumps({"id": "a", "text": "Un.", "language": "fr"}).encode() + b"\n")
    slow.stdin.flush()
    assert slow.stdout.readline()  # it is at work
    for _ in range(10):  # Python may drop an interrupt that comes while it tidies up
        slow.send_signal(number)
        with suppress(subprocess.TimeoutExpired):
            slow.wait(5)
            break
    assert slow.returncode == status
    assert _children(server) == []


def test_a_client_that_is_killed_takes_its_work_along(serve, annotate_process, site):
    server = serve()
    slow = annotate_process("run", "-", "-t", "jsonl", "--server", "--socket", "s", env=site.env)
    slow.stdin.write(json.dumps({"id": "a", "text": "Un.", "language": "fr"}).encode() + b"\n")
    slow.stdin.flush()
    assert slow.stdout.readline()
    (worker,) = _children(server)
    slow.kill()
    _wait_until_gone(worker)


BAD = [
    b"",
    b"\0" * 3,
    b"GET / HTTP/1.1\r\n\r\n",
    (10).to_bytes(LENGTH, "big") + b"short",
    (1 << 60).to_bytes(LENGTH, "big"),
    (4).to_bytes(LENGTH, "big") + b"9\0x\0",
]


@pytest.mark.parametrize("request_bytes", BAD)
def test_bad_requests_are_refused_and_survived(serve, ask, tmp_path, request_bytes):
    process = serve()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.connect(str(tmp_path / "s"))
        socket.send_fds(client, [request_bytes or b"x"], [0])
        client.shutdown(socket.SHUT_WR)
        with suppress(ConnectionResetError):  # it was closed before all was read
            assert client.recv(10) == b""
    assert b"a request was refused" in process.stderr.readline()
    assert ask("-", stdin=b"Un #pont.").returncode == 0


def test_only_its_user_can_reach_it(serve, tmp_path):
    serve()
    assert stat.S_IMODE((tmp_path / "s").stat().st_mode) == 0o600


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="needs to become another user")
def test_another_user_is_refused_even_where_the_mode_lets_them_in(serve, tmp_path):
    process = serve()
    (tmp_path / "s").chmod(0o666)
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o711)
    child = os.fork()
    if child == 0:
        try:
            os.setuid(65534)
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
                client.connect(str(tmp_path / "s"))
                os._exit(0 if client.recv(1) == b"" else 1)
        finally:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert b"it comes from user 65534" in process.stderr.readline()


def test_it_ends_when_nobody_asks_for_a_while(serve, tmp_path):
    process = serve("--idle", "0.2")
    assert process.wait(20) == 0
    assert not (tmp_path / "s").exists()


def test_a_second_server_in_the_same_place_is_an_error_and_a_dead_ones_place_is_free(serve, annotate_cli, site):
    first = serve()
    second = annotate_cli("serve", "--socket", "s", env=site.env)
    assert (second.returncode, second.said) == (2, ["annotate: a server listens on s already"])
    first.kill()
    first.wait()
    serve()


def test_it_ends_with_sigterm_and_takes_its_socket_away(serve, tmp_path):
    process = serve()
    process.terminate()
    assert process.wait(20) == 143
    assert not (tmp_path / "s").exists()


def _children(process):
    found = subprocess.run(["ps", "-o", "pid=,stat=", "--ppid", str(process.pid)], capture_output=True, text=True)
    return [int(row.split()[0]) for row in found.stdout.splitlines() if " Z" not in row]


def _wait_until_gone(process):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError(f"process {process} is still there")
