"""Word documents: the text as it stands after its changes, and what was left out of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate import Declined, Document, Source, Unreadable
from annotate.readers import docx
from annotate.source import Bounds

from .conftest import told, zipped

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
STYLES = (
    '<w:style w:styleId="Titre1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:styleId="Rouge"><w:name w:val="Rouge"/><w:basedOn w:val="Titre1"/></w:style>'
    '<w:style w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style>'
    '<w:style w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style>'
)


def part(root, content):
    return f"<w:{root} {W}>{content}</w:{root}>".encode()


def packed(body, **parts):
    """A document; ``parts``: of the folder ``word``."""
    members = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/styles.xml": part("styles", STYLES),
    }
    return zipped(members | {name.replace("__", "/") + ".xml": data for name, data in parts.items()})


def p(*runs, style=None):
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(r(run) for run in runs)}</w:p>"


def r(text):
    return text if text.startswith("<") else f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def read(data, **options) -> Document | Unreadable:
    bounds = options.pop("bounds", Bounds())
    source = replace(Source.from_bytes(data, **{"name": "a.docx", **options}), bounds=bounds)
    (record,) = docx.annotate_read(source)
    return record


def document(body, **parts):
    found = read(packed(body, **parts))
    assert isinstance(found, Document), found
    return found


def test_paragraphs_are_lines_and_runs_are_joined_as_they_are():
    assert document(p("Le bac ", "re", "part.") + p() + p("Il  neige.")).text == "Le bac repart.\nIl  neige."


def test_headings_are_those_that_the_styles_say_are_some():
    found = document(p("Le bac", style="Titre1") + p("Il part.", style="A") + p("Le car", style="Rouge") + p("Bien."))
    assert [found.text[b.start : b.end].strip() for b in found.blocks if b.heading] == ["Le bac", "Le car"]


def test_tabs_line_breaks_and_hyphens_that_do_not_break_are_characters():
    body = p("Lundi", "<w:r><w:tab/></w:r>", "clos", "<w:r><w:br/></w:r>", "12", "<w:r><w:noBreakHyphen/></w:r>", "14")
    assert document(body).text == "Lundi\tclos\n12\u201114"


def test_rows_of_tables_are_lines_also_where_a_cell_holds_a_table():
    def row(*cells):
        return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"

    inner = f"<w:tbl>{row(p('nord'), p('sud'))}</w:tbl>"
    body = p("Quais") + f"<w:tbl>{row(p('Quai') + p('ouvert'), p('deux'))}{row(inner, p('trois'))}</w:tbl>" + p("Fin")
    assert document(body).text.split("\n") == ["Quais", "Quai ouvert\tdeux", "nord\tsud\ttrois", "Fin"]


def test_what_was_deleted_is_no_text_and_what_was_inserted_is():
    body = p(
        "Le bac ",
        '<w:del w:id="1"><w:r><w:delText>ne part pas</w:delText></w:r></w:del>',
        '<w:ins w:id="2"><w:r><w:t>repart</w:t></w:r></w:ins>',
        ".",
    )
    found = document(body)
    assert found.text == "Le bac repart."
    assert "Left out of the document: deletions (1)." in found.metadata.notes


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next():
    body = '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>Le bac </w:t></w:r></w:p>' + p("part.")
    assert document(body).text == "Le bac part."


def test_text_boxes_follow_the_paragraph_of_their_anchor_once():
    box = f"<w:txbxContent>{p('Encadré')}</w:txbxContent>"
    choice = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert document(p("Le bac ", choice, "part.") + p("Bien.")).text == "Le bac part.\nEncadré\nBien."


def test_footnotes_follow_the_text():
    notes = (
        '<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote><w:footnote w:id="1">'
        + p("Sic.")
        + ("</w:footnote>")
    )
    found = document(p("Le bac part."), word__footnotes=part("footnotes", notes))
    assert found.text == "Le bac part.\nSic."
    assert "Behind the text: 1 footnote." in found.metadata.notes


def test_what_is_left_out_is_counted():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>part.</w:t></w:r>'
    found = document(
        p("Le bac ", hidden, shown, "<w:r><w:drawing/></w:r>"),
        word__comments=part("comments", f'<w:comment w:id="0">{p("Vraiment ?")}</w:comment>'),
        word__header1=part("hdr", p("La Gazette")),
        word__footer1=part("ftr", p()),
    )
    assert found.text == "Le bac part."
    assert found.metadata.notes == (
        "Left out of the document: comments (1), headers and footers (1), hidden passages (1), "
        "pictures and drawings (1).",
    )


CORE = (
    b'<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    b"<dc:title>Le bac repart</dc:title><dc:creator>Jeanne Le Goff</dc:creator><dc:language>fr-FR</dc:language>"
    b"<dcterms:created>2019-01-01T08:00:00Z</dcterms:created>"
    b"<dcterms:modified>2024-02-20T08:00:00Z</dcterms:modified></c:coreProperties>"
)


def test_what_the_document_says_of_itself_is_kept_and_its_days_are_no_date_of_publication(tmp_path, read):
    (tmp_path / "a.docx").write_bytes(packed(p("Le bac part."), docProps__core=CORE))
    (found,) = read("a.docx", language=None)
    meta = found.metadata
    assert (meta.title, meta.authors, meta.language) == ("Le bac repart", ("Jeanne Le Goff",), "fr-FR")
    assert meta.date is None
    assert "The file was last saved on 2024-02-20, which need not be when it was published." in meta.notes
    (found,) = read("a.docx", date_from=("metadata", "saved"))
    assert (found.date, found.metadata.date_from, found.metadata.date_cert) == ("2024-02-20", "saved", "low")


def test_a_document_is_read_from_an_archive_and_whatever_its_name(tmp_path, read):
    data = packed(p("Le bac part."))
    (tmp_path / "day.zip").write_bytes(zipped({"a.docx": data, "b": data}))
    assert told(read("day.zip")) == [("day.zip/a", "Le bac part."), ("day.zip/b", "Le bac part.")]


@pytest.mark.parametrize("name", ["a.zip", "a.xlsx", "a"])
def test_other_zip_archives_are_declined(name):
    with pytest.raises(Declined, match="no Word document"):
        read(zipped({"[Content_Types].xml": TYPES, "xl/workbook.xml": b"<x/>"}), name=name)


def test_a_zip_archive_that_holds_a_document_is_one(tmp_path, read):
    (tmp_path / "a.zip").write_bytes(packed(p("Le bac part.")))
    assert not any(isinstance(record, Document) and record.id == "a" for record in read("a.zip"))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0 an OLE file", "it is encrypted with a password, or of the old format DOC"),
        (packed(""), "it holds no text"),
        (zipped({"[Content_Types].xml": TYPES}), "its part word/document.xml is not there"),
        (zipped({"word/document.xml": b"<w:document"}), "its part word/document.xml is broken XML"),
        (packed(p("a"))[:-30], "damaged"),
        (zipped({"word/document.xml": b" " * (17 << 20)}), "a decompression bomb"),
        (
            zipped({"word/document.xml": b'<d xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'}),
            "Strict Open XML",
        ),
    ],
)
def test_what_cannot_be_read_is_one_line(tmp_path, data, reason, request):
    (tmp_path / "a.docx").write_bytes(data)
    (bad,) = request.getfixturevalue("read")("a.docx")
    assert reason in bad.reason
    assert not bad.passed_over


def test_parts_are_read_within_bounds():
    with pytest.raises(OSError, match="unpack to more than 2,000 bytes"):
        read(packed(p("a" * 3000)), bounds=Bounds(document=2000))


def test_entities_are_not_expanded():
    bomb = f'<!DOCTYPE d [<!ENTITY a "{"a" * 99}">]><w:document {W}><w:body>{p("&a;")}{p("b")}</w:body></w:document>'
    assert read(zipped({"word/document.xml": bomb.encode()})).text == "b"


@given(st.binary(max_size=60), st.integers(0, 1200))
@settings(max_examples=100)
def test_any_bytes_are_a_text_or_a_problem(rubbish, at):
    whole = packed(p("Le bac part."), docProps__core=CORE)
    try:
        read(whole[:at] + rubbish + whole[at + len(rubbish) :])
    except (OSError, Declined) as error:
        assert str(error)
