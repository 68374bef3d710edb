"""One file over HTTP, from a server on loopback that stumbles."""

import pytest
from annotate_sanctions.fetch import ATTEMPTS, FetchError, Version, fetch

CONTENT = b"<list>" + b"0123456789" * 5000 + b"</list>"


@pytest.fixture
def get(publisher, tmp_path):
    """Fetch the file; ``waits`` is how long it would have waited between attempts."""
    publisher.content, publisher.etag = CONTENT, '"one"'

    def once(known=Version()):  # noqa: B008 - immutable
        return fetch(publisher.address, tmp_path / "list.xml", known, once.waits.append)

    once.waits = []
    once.file = tmp_path / "list.xml"
    return once


def test_a_file_is_downloaded_with_its_version(get, publisher):
    publisher.modified = "Fri, 27 Feb 2026 00:00:09 GMT"
    assert get() == Version('"one"', "Fri, 27 Feb 2026 00:00:09 GMT")
    assert get.file.read_bytes() == CONTENT and [f.name for f in get.file.parent.iterdir()] == ["list.xml"]
    assert "Range" not in publisher.seen[0] and publisher.seen[0]["User-Agent"].startswith("annotate-sanctions")


def test_what_did_not_change_is_not_downloaded_again(get, publisher):
    assert get(Version('"one"', "Fri, 27 Feb 2026 00:00:09 GMT")) is None and not get.file.exists()
    assert publisher.seen[0]["If-None-Match"] == '"one"' and "If-Modified-Since" in publisher.seen[0]
    assert get(Version('"older"')) == Version('"one"')


def test_a_burst_of_errors_is_sat_out_with_growing_pauses(get, publisher):
    publisher.script = ["hang_up", "hang_up", "hang_up"]
    get()
    assert get.file.read_bytes() == CONTENT and get.waits == [1, 2, 4]


def test_the_servers_own_word_on_when_to_come_back_counts(get, publisher):
    publisher.script = [500, 503, 429]
    get()
    assert get.waits == [0, 0, 0]


def test_a_server_that_does_no_better_is_given_up(get, publisher):
    publisher.script = [500] * ATTEMPTS
    with pytest.raises(FetchError, match=r"HTTP 500 .*; gave up after 6 attempts"):
        get()
    assert len(publisher.seen) == ATTEMPTS and not get.file.exists()


def test_a_refusal_is_final(get, publisher):
    publisher.script = [403]
    with pytest.raises(FetchError, match=r"http://127\.0\.0\.1:\d+/list\.xml: HTTP 403"):
        get()
    assert len(publisher.seen) == 1


def test_a_broken_download_goes_on_where_it_broke_off(get, publisher):
    publisher.script = ["break_off"]
    get()
    assert get.file.read_bytes() == CONTENT
    assert publisher.seen[1]["Range"] == f"bytes={len(CONTENT) // 2}-" and publisher.seen[1]["If-Range"] == '"one"'


def test_a_later_call_goes_on_with_it_too(get, publisher):
    publisher.script = ["break_off", *[500] * (ATTEMPTS - 1)]
    with pytest.raises(FetchError):
        get()
    publisher.script = []
    get()
    assert get.file.read_bytes() == CONTENT and "Range" in publisher.seen[-1]


def test_a_download_that_broke_off_starts_again_if_the_file_changed_meanwhile(get, publisher):
    publisher.script = ["break_off", *[500] * (ATTEMPTS - 1)]
    with pytest.raises(FetchError):
        get()
    publisher.script, publisher.content, publisher.etag = [], b"<other/>", '"two"'
    assert get() == Version('"two"') and get.file.read_bytes() == b"<other/>"


def test_without_a_version_a_broken_download_starts_again(get, publisher):
    publisher.script, publisher.etag = ["break_off"], None
    get()
    assert get.file.read_bytes() == CONTENT and "Range" not in publisher.seen[1]


@pytest.mark.parametrize("act", [416, "wrong_part"])
def test_another_part_than_was_asked_for_is_thrown_away(get, publisher, act):
    publisher.script = ["break_off", act]
    get()
    assert get.file.read_bytes() == CONTENT and "Range" not in publisher.seen[2]


def test_a_web_page_is_refused(get, publisher):
    publisher.script = ["web_page"]
    with pytest.raises(FetchError, match="a web page instead of the list"):
        get()
    assert not get.file.exists()


def test_the_proxy_is_the_environments(get, publisher, monkeypatch):
    monkeypatch.setenv("http_proxy", publisher.address.rpartition("/")[0])
    assert fetch("http://lists.invalid/list.xml", get.file, pause=get.waits.append) == Version('"one"')
    assert publisher.seen[0]["Host"] == "lists.invalid"


@pytest.mark.parametrize("address", ["ftp://x.invalid/y", "file:///etc/passwd"])
def test_only_the_web_is_asked(tmp_path, address):
    with pytest.raises(FetchError, match="neither https nor http"):
        fetch(address, tmp_path / "list.xml")
