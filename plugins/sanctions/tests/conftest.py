"""Directories of their own for the tests, and a server on loopback that stumbles on demand."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[4] / "shared" / "lists"


@pytest.fixture(autouse=True)
def own_directories(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def shared():
    if not SHARED.is_dir():
        pytest.skip("needs ../shared/lists beside the repository")
    return SHARED


class Publisher:
    """A web server of one file. ``script``: what it does in the next requests, each one of the methods' names of
    `_Handler` or a number (a status); then it answers as it should. ``seen``: the headers of the requests.
    """

    def __init__(self, address):
        self.address = address
        self.content = b""
        self.etag = None
        self.modified = None
        self.type = "application/xml"
        self.script = []
        self.seen = []


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"

    def log_message(self, *_):
        pass

    def do_GET(self):
        publisher = self.server.publisher
        publisher.seen.append(dict(self.headers))
        act = publisher.script.pop(0) if publisher.script else "answer"
        if isinstance(act, int):
            self.begin(act, 0, Retry="0")
        else:
            getattr(self, act)(publisher)

    def begin(self, status, length, **more):
        publisher = self.server.publisher
        self.send_response(status)
        self.send_header("Content-Type", publisher.type)
        self.send_header("Content-Length", str(length))
        for name, value in {"ETag": publisher.etag, "Last-Modified": publisher.modified, **more}.items():
            if value:
                self.send_header("Retry-After" if name == "Retry" else name.replace("_", "-"), value)
        self.end_headers()

    def answer(self, publisher):
        asked = self.headers
        if publisher.etag and asked.get("If-None-Match") == publisher.etag:
            self.begin(304, 0)
            return
        start = 0
        if asked.get("Range") and asked.get("If-Range") in (publisher.etag, publisher.modified):
            start = int(asked["Range"].removeprefix("bytes=").rstrip("-"))
        rest = publisher.content[start:]
        end = len(publisher.content)
        self.begin(206 if start else 200, len(rest), Content_Range=f"bytes {start}-{end - 1}/{end}" if start else None)
        self.wfile.write(rest)

    def break_off(self, publisher):
        self.begin(200, len(publisher.content))
        self.wfile.write(publisher.content[: len(publisher.content) // 2])

    def hang_up(self, _):
        self.close_connection = True

    def web_page(self, publisher):
        publisher.type, page = "text/html", b"<html>Too many requests</html>"
        self.begin(200, len(page))
        self.wfile.write(page)

    def wrong_part(self, publisher):
        self.begin(206, 3, Content_Range="bytes 7-9/10")
        self.wfile.write(b"abc")


@pytest.fixture
def publisher():
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.publisher = Publisher(f"http://127.0.0.1:{server.server_port}/list.xml")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.publisher
        server.shutdown()
        thread.join()
