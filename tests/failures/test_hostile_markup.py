"""XML and HTML that want to reach out or blow up."""

from __future__ import annotations

from pathlib import Path

import pytest

SECRET = "the content of another file"
TEI_ROOT = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude">{}</TEI>'
PARAGRAPHS = "".join(
    f"<p>Le conseil municipal a voté la motion numéro {n} à l'unanimité hier soir.</p>" for n in range(8)
)


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text(SECRET)
    return path


def bomb(root, use):
    levels = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY b0 "haha">{levels}]>{use.format("&b11;")}'


def reaching(root, use, secret):
    return f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY x SYSTEM "{secret.as_uri()}">]>{use.format("&x;")}'


def including(use, secret):
    return '<?xml version="1.0"?>' + use.format(f'<xi:include href="{secret.as_uri()}" parse="text"/>')


TEI = TEI_ROOT.format('<text xml:id="text"><body><div><p xml:id="p1">{}</p></div></body></text>')


@pytest.mark.parametrize("kind", ["bomb", "entity", "parameter entity"])
@pytest.mark.parametrize("suffix", ["xml", "tei.xml", "txt"])
def test_in_tei_it_is_refused_in_one_line(annotate_cli, tmp_path, secret, kind, suffix):
    hostile = {
        "bomb": bomb("TEI", TEI),
        "entity": reaching("TEI", TEI, secret),
        "parameter entity": f'<!DOCTYPE TEI [<!ENTITY % x SYSTEM "{secret.as_uri()}"> %x;]>' + TEI.format("a"),
    }[kind]
    (tmp_path / f"a.{suffix}").write_text(hostile)
    done = annotate_cli("run", f"a.{suffix}", timeout=10)
    assert (done.returncode, done.out) == (3, "")
    assert len(done.said) == 1
    assert SECRET not in done.err
    for command in ("validate", "extract"):
        done = annotate_cli(command, f"a.{suffix}", timeout=10)
        assert done.returncode == 1
        assert SECRET not in done.out + done.err
        assert "Traceback" not in done.err


@pytest.mark.parametrize("suffix", ["xml", "tei.xml", "txt"])
def test_what_tei_wants_to_include_is_left_out_and_said(annotate_cli, tmp_path, secret, suffix):
    (tmp_path / f"a.{suffix}").write_text(including(TEI, secret))
    done = annotate_cli("run", f"a.{suffix}", timeout=10)
    assert done.returncode == 0
    assert SECRET not in done.out + done.err
    assert "Not part of the text that was read: include (1)." in done.out


HTML = (
    "<html lang='fr'><head><title>Un titre</title></head><body><article><h1>Un titre</h1>{}"
    + PARAGRAPHS
    + "</article></body></html>"
)


@pytest.mark.parametrize("kind", ["bomb", "entity", "xinclude"])
@pytest.mark.parametrize("suffix", ["html", "xhtml"])
def test_in_html_it_does_nothing(annotate_cli, tmp_path, secret, kind, suffix):
    page = HTML.replace("<html", '<html xmlns:xi="http://www.w3.org/2001/XInclude"')
    hostile = {
        "bomb": bomb("html", page),
        "entity": reaching("html", page, secret),
        "xinclude": including(page, secret),
    }[kind]
    (tmp_path / f"a.{suffix}").write_text(hostile, encoding="utf-8")
    done = annotate_cli("run", f"a.{suffix}", "-t", "jsonl", timeout=20)
    assert done.returncode in (0, 3)
    assert SECRET not in done.out + done.err
    assert len(done.stdout) < 100_000
    if done.returncode == 0:
        assert "La motion numéro 3".lower() in done.records[0]["text"].lower()
    else:
        assert len(done.said) == 1


def test_the_machines_own_files_do_not_show(annotate_cli, tmp_path):
    name = Path("/etc/hostname")
    if not name.is_file():
        pytest.skip("there is no /etc/hostname")
    (tmp_path / "a.xml").write_text(reaching("TEI", TEI, name))
    (tmp_path / "a.html").write_text(reaching("html", HTML, name), encoding="utf-8")
    for file in ("a.xml", "a.html"):
        done = annotate_cli("run", file, "-t", "jsonl", timeout=20)
        assert name.read_text().strip() not in done.out


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("a.xml", "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text>", 3),
        ("a.xml", "<TEI xmlns='http://www.tei-c.org/ns/1.0'/>", 3),
        ("a.xml", "<feed xmlns='http://www.w3.org/2005/Atom'><entry>", 3),
        ("a.html", "", 3),
        ("a.html", "<html><body></body></html>", 3),
        ("a.html", "<" * 100_000, None),
        ("a.html", "<div>" * 100_000 + "Bonjour", None),
        ("a.html", "<p>" + "<b>" * 50_000 + "Bonjour tout le monde, il fait beau. " * 50, None),
    ],
)
def test_broken_markup_is_one_line(annotate_cli, tmp_path, name, content, status):
    (tmp_path / name).write_text(content)
    done = annotate_cli("run", name, timeout=60)
    assert done.returncode == status if status is not None else done.returncode in (0, 3)
    assert len(done.said) <= 1
    assert "Traceback" not in done.err
    assert bool(done.said) == (done.returncode != 0)
