"""OpenDocument texts: the text as it stands after its changes, and what was left out of it."""

from __future__ import annotations

import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate import Declined, Document, Source, Unreadable
from annotate.readers import odt

from .conftest import told, zipped

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{of}:1.0"'
    for name, of in (("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"))
)
META = (
    f'<office:document-meta {SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
    "<dc:title>Le bac repart</dc:title><dc:creator>Jeanne Le Goff</dc:creator><dc:language>fr-FR</dc:language>"
    "<dc:date>2024-02-20T08:00:00.123</dc:date></office:meta></office:document-meta>"
).encode()
MANIFEST = (
    b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry>'
    b"<m:encryption-data/></m:file-entry></m:manifest>"
)


def packed(body, **parts):
    content = f"<office:document-content {SPACES}><office:body><office:text>{body}</office:text></office:body>"
    members = {
        "mimetype": (zipfile.ZipInfo("mimetype"), b"application/vnd.oasis.opendocument.text"),
        "content.xml": f"{content}</office:document-content>".encode(),
    }
    return zipped(members | parts)


def p(text):
    return f"<text:p>{text}</text:p>"


def read(data, **options) -> Document | Unreadable:
    (record,) = odt.annotate_read(Source.from_bytes(data, **{"name": "a.odt", **options}))
    return record


def document(body, **parts):
    found = read(packed(body, **parts))
    assert isinstance(found, Document), found
    return found


def test_paragraphs_and_headings_are_lines():
    found = document("<text:h>Le bac</text:h>" + p("Il <text:span>re</text:span>part.") + p("") + p("Bien."))
    assert found.text == "Le bac\nIl repart.\nBien."
    assert [block.heading for block in found.blocks] == [True, False, False]


def test_white_space_is_what_its_elements_say():
    body = p("\n  Le  <text:span> bac</text:span><text:s text:c='3'/>part<text:tab/>à\n12\xa0h<text:line-break/> 30")
    assert document(body).text == "Le bac   part\tà 12\xa0h\n30"


def test_rows_of_tables_are_lines():
    def row(*cells):
        return (
            f"<table:table-row>{''.join(f'<table:table-cell>{c}</table:table-cell>' for c in cells)}</table:table-row>"
        )

    body = f"{p('Quais')}<table:table>{row(p('Quai') + p('nord'), p('deux'))}{row(p(''), p('trois'))}</table:table>"
    assert document(body).text.split("\n") == ["Quais", "Quai nord\tdeux", "trois"]


def test_notes_and_text_boxes_follow_their_paragraph():
    note = (
        f"<text:note><text:note-citation>1</text:note-citation><text:note-body>{p('Sic.')}</text:note-body></text:note>"
    )
    box = f"<draw:frame><draw:text-box>{p('Encadré')}</draw:text-box></draw:frame>"
    found = document(p(f"Le bac{note} part{box}.") + p("Bien."))
    assert found.text == "Le bac part.\nSic.\nEncadré\nBien."
    assert "Behind the paragraph that they are about: notes (1)." in found.metadata.notes


def test_what_is_left_out_is_counted():
    changes = f"<text:tracked-changes><text:changed-region><text:deletion>{p('ne')}</text:deletion>" + (
        "</text:changed-region></text:tracked-changes>"
    )
    comment = f"<office:annotation>{p('Vraiment ?')}</office:annotation>"
    found = document(changes + p(f"Le bac{comment} part.<draw:frame><draw:image/></draw:frame>"))
    assert found.text == "Le bac part."
    assert found.metadata.notes == ("Left out of the document: comments (1), deletions (1), pictures (1).",)


def test_what_the_document_says_of_itself_is_kept_and_its_day_is_no_date_of_publication(tmp_path, read):
    (tmp_path / "a.odt").write_bytes(packed(p("Le bac part."), **{"meta.xml": META}))
    (found,) = read("a.odt", language=None)
    meta = found.metadata
    assert (meta.title, meta.authors, meta.language, meta.date) == (
        "Le bac repart",
        ("Jeanne Le Goff",),
        "fr-FR",
        None,
    )
    assert "The file was last saved on 2024-02-20, which need not be when it was published." in meta.notes


def test_a_document_is_read_whatever_its_name(tmp_path, read):
    (tmp_path / "day.zip").write_bytes(zipped({"b": packed(p("Le bac part."))}))
    assert told(read("day.zip")) == [("day.zip/b", "Le bac part.")]


def test_other_zip_archives_are_declined():
    with pytest.raises(Declined, match="no OpenDocument text"):
        read(zipped({"a.txt": b"a"}), name="a.zip")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (packed(""), "it holds no text"),
        (packed(p("a"), **{"META-INF/manifest.xml": MANIFEST}), "it is encrypted with a password"),
        (zipped({"a": b"a"}), "its part content.xml is not there"),
    ],
)
def test_what_cannot_be_read_is_one_line(tmp_path, data, reason, request):
    (tmp_path / "a.odt").write_bytes(data)
    (bad,) = request.getfixturevalue("read")("a.odt")
    assert reason in bad.reason


@given(st.binary(max_size=60), st.integers(0, 1200))
@settings(max_examples=100)
def test_any_bytes_are_a_text_or_a_problem(rubbish, at):
    whole = packed(p("Le bac part."), **{"meta.xml": META})
    try:
        read(whole[:at] + rubbish + whole[at + len(rubbish) :])
    except (OSError, Declined) as error:
        assert str(error)
