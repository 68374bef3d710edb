"""PDF files: the text layer as paragraphs, and what of it could not be had."""

from __future__ import annotations

import sys
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate import Declined, Document, Source, Unreadable
from annotate.readers import _pdf_child
from annotate.readers import pdf as pdf_reader

from .conftest import told, zipped
from .pdfs import assembled, line, lines, pdf, stream

pytest.importorskip("pypdfium2", reason="needs the extra 'pdf'")

BAC = [  # one paragraph, set so that its lines are about equally wide
    "Le bac de Kersaint a repris ses rotations",
    "mardi, après trois semaines sans service.",
    "La région promet un second navire au port",
    "avant juin, et la mairie en doute encore.",
]


def read(data, **options) -> Document | Unreadable:
    (record,) = pdf_reader.annotate_read(Source.from_bytes(data, **{"name": "a.pdf", **options}))
    return record


def document(*pages, **options) -> Document:
    found = read(pdf(*pages, **options))
    assert isinstance(found, Document), found
    return found


def paragraphs(*pages):
    return document(*pages).text.split("\n")


def test_the_lines_of_a_paragraph_are_one_line():
    assert paragraphs(lines(50, 700, BAC)) == [" ".join(BAC)]


def test_a_line_further_down_begins_a_paragraph():
    assert paragraphs(lines(50, 700, BAC) + lines(50, 640, BAC)) == [" ".join(BAC)] * 2


def test_a_line_that_begins_further_to_the_right_begins_a_paragraph():
    assert paragraphs(lines(50, 700, BAC) + line(60, 652, "Le service reprendra.")) == [
        " ".join(BAC),
        "Le service reprendra.",
    ]


@pytest.mark.parametrize("mark", ["•", "–", "1.", "(a)"])
def test_the_lines_of_an_item_of_a_list_belong_together(mark):
    item = line(50, 700, f"{mark} {BAC[0]}") + lines(62, 688, BAC[1:])
    assert paragraphs(item + line(50, 652, "• Bien.")) == [f"{mark} {' '.join(BAC)}", "• Bien."]


def test_a_small_mark_at_the_beginning_of_a_line_is_part_of_it():
    for text_at in (56, 65):
        item = line(50, 701, "•", 7) + line(text_at, 700, BAC[0]) + lines(65, 688, BAC[1:])
        assert paragraphs(item) == [f"• {' '.join(BAC)}"]


def test_lines_of_a_table_of_contents_are_paragraphs():
    contents = ["Le bac . . . . . . . . . . . . . . . . . 3", "Le car . . . . . . . . . . . . . . . . . 12"]
    assert paragraphs(lines(50, 700, contents)) == contents


def test_a_paragraph_ends_where_the_next_word_would_have_had_its_place():
    text = [*BAC[:3], "avant juin.", "La mairie en doute."]
    assert paragraphs(lines(50, 700, text)) == [" ".join(text[:4]), "La mairie en doute."]


def test_larger_type_is_a_paragraph_of_its_own():
    assert paragraphs(line(50, 714, "Le bac repart", 16) + lines(50, 700, BAC)) == ["Le bac repart", " ".join(BAC)]


def test_an_initial_over_several_lines_begins_its_word():
    assert paragraphs(line(50, 690, "L", 30) + lines(70, 700, ["e bac a repris", "ses rotations mardi."]))[
        0
    ].startswith("Le bac a repris")


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("Il a parlé des rota-", "tions du bac.", "des rotations du"),
        ("Il a parlé au vice-", "président du port.", "au vice-président du"),
        ("Le bac, murmura-t-", "elle en riant.", "murmura-t-elle en"),
        ("Il revient de Saint-", "Malo avec le bac.", "de Saint-Malo avec"),
        ("Il dit les MINIS-", "TRES bien loin.", "les MINISTRES bien"),
        ("Le budget de 2023-", "2024 est voté.", "de 2023-2024 est"),
        ("On parle du garde-", "pêche. Un garde-pêche dort.", "du garde-pêche. Un"),
        ("On parle du porte-", "faix. Un portefaix dort.", "du portefaix. Un"),
    ],
)
def test_a_hyphen_at_a_line_end_stays_if_it_belongs_to_the_word(above, below, joined):
    assert joined in document(lines(50, 700, [above, below])).text


def test_what_became_of_hyphens_is_said():
    notes = document(lines(50, 700, ["Il a vu les rota-", "tions et le vice-", "président."])).metadata.notes
    assert "Hyphens at line ends: 1 left out, 1 kept as part of a word." in notes


def test_columns_are_read_one_after_the_other_if_the_file_has_them_so():
    other = [line_.replace("bac", "car") for line_ in BAC]
    assert paragraphs(lines(50, 700, BAC) + lines(300, 700, other)) == [" ".join(BAC), " ".join(other)]


def test_columns_are_read_one_after_the_other_if_the_file_goes_line_by_line():
    other = [line_.replace("bac", "car") for line_ in BAC]
    rows = (
        line(50, 700 - 12 * n, a) + line(250, 700 - 12 * n, b) for n, (a, b) in enumerate(zip(BAC, other, strict=True))
    )
    assert paragraphs(line(50, 730, "Le bac et le car", 20) + b"".join(rows)) == [
        "Le bac et le car",
        " ".join(BAC),
        " ".join(other),
    ]


def test_a_sentence_goes_on_in_the_next_column_and_on_the_next_page():
    assert paragraphs(lines(50, 700, BAC[:3]) + line(300, 700, BAC[3])) == [" ".join(BAC)]
    assert paragraphs(lines(50, 700, BAC[:3]), line(50, 700, BAC[3])) == [" ".join(BAC)]


def test_rows_of_a_table_are_lines_with_tabs():
    rows = [("Quai nord", "3 grues"), ("Quai sud", "12 grues"), ("Criée", "aucune"), ("Jetée", "aucune")]
    content = b"".join(line(50, 700 - 14 * n, a) + line(300, 700 - 14 * n, b) for n, (a, b) in enumerate(rows))
    assert paragraphs(content) == ["\t".join(row) for row in rows]


def test_what_stands_on_every_page_is_left_out_and_said():
    pages = [
        line(50, 815, "La Gazette du Ponant - 20 mars") + lines(50, 700, BAC) + line(290, 20, f"Page {n}")
        for n in range(1, 5)
    ]
    found = document(*pages)
    assert found.text.split("\n") == [" ".join(BAC)] * 4
    assert "Left out, at the top or bottom of several pages: «La Gazette du Ponant - 20 mars», «Page 1»." in (
        found.metadata.notes
    )


def test_a_chapters_title_is_no_running_head():
    pages = [lines(50, 700, BAC)] * 20
    pages[2] = line(50, 815, "Chapitre 1") + pages[2]
    pages[9] = line(50, 815, "Chapitre 2") + pages[9]
    pages[18] = line(50, 815, "Chapitre 3") + pages[18]
    assert [p for p in paragraphs(*pages) if p.startswith("Chapitre")] == ["Chapitre 1", "Chapitre 2", "Chapitre 3"]


def test_turned_lines_are_read():
    turned = b"BT /F 10 Tf 0 1 -1 0 500 100 Tm (Photo de la criee) Tj ET\n"
    assert paragraphs(lines(50, 700, BAC) + turned) == [" ".join(BAC), "Photo de la criee"]


def test_ligatures_are_letters_and_glyphs_without_a_character_are_counted():
    to_unicode = stream(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        b"1 begincodespacerange <00> <ff> endcodespacerange\n"
        b"2 beginbfchar <41> <FB01> <42> <F0B7> endbfchar\n1 beginbfrange <61> <7a> <0061> endbfrange endcmap end end"
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /ToUnicode 7 0 R >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources 5 0 R /Contents 4 0 R >>",
        stream(line(50, 700, "B ofAcier")),
        b"<< /Font << /F 6 0 R >> >>",
        font,
        to_unicode,
    ]
    found = read(assembled(objects))
    assert found.text == "officier"
    assert "1 glyph without a character of Unicode left out." in found.metadata.notes


def test_pages_without_text_are_said():
    found = document(lines(50, 700, BAC), b"", lines(50, 700, BAC), b"", b"")
    assert "Pages 2, 4-5 have no text layer: a picture, or nothing; an OCR program such as ocrmypdf makes one." in (
        found.metadata.notes
    )


def test_a_file_without_any_text_is_unreadable():
    assert read(pdf(b"", b"")).reason == (
        "none of its 2 pages has a text layer; an OCR program such as ocrmypdf makes one"
    )


def test_what_the_file_says_of_itself_is_kept():
    info = b"/Title (Le bac repart) /Author (Jeanne Le Goff)"
    found = document(line(50, 730, "Le bac repart", 20) + lines(50, 700, BAC), info=info, catalog=b"/Lang (fr-FR)")
    meta = found.metadata
    assert (meta.title, meta.authors, meta.language, meta.language_from) == (
        "Le bac repart",
        ("Jeanne Le Goff",),
        "fr-FR",
        "metadata",
    )
    assert (meta.media_type, meta.date) == ("application/pdf", None)
    assert [found.text[b.start : b.end].strip() for b in found.blocks if b.heading] == ["Le bac repart"]


def test_a_file_name_is_no_title():
    assert document(lines(50, 700, BAC), info=b"/Title (Microsoft Word - bac.docx)").metadata.title is None


def test_the_day_on_which_it_was_made_is_no_date_of_publication_unless_the_job_says_so(tmp_path, read):
    made = pdf(lines(50, 700, BAC), info=b"/CreationDate (D:20240220003000+01'00')")
    (tmp_path / "a.pdf").write_bytes(made)
    (found,) = read("a.pdf")
    assert found.date is None
    assert "The file was made on 2024-02-20, which need not be when it was published." in found.metadata.notes
    (found,) = read("a.pdf", date_from=("metadata", "saved"))
    assert (found.date, found.metadata.date_from, found.metadata.date_cert) == ("2024-02-20", "saved", "low")


def test_a_pdf_file_is_read_from_an_archive_and_whatever_its_name(tmp_path, read):
    data = pdf(lines(50, 700, BAC))
    (tmp_path / "day.zip").write_bytes(zipped({"a.pdf": data, "b": data}))
    assert told(read("day.zip")) == [("day.zip/a", " ".join(BAC)), ("day.zip/b", " ".join(BAC))]


def test_what_does_not_begin_as_one_is_declined_unless_its_beginning_comes_late():
    with pytest.raises(Declined, match="does not begin as a PDF"):
        read(b"Il y a %PDF- dans ce texte.", name="a.txt")
    assert read(b"X-Mail: yes\r\n" + pdf(lines(50, 700, BAC))).text == " ".join(BAC)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\nrubbish", pdf(b"")[:200]])
def test_a_broken_file_is_unreadable(data):
    assert "broken: PDFium cannot open it" in read(data).reason


def test_an_encrypted_file_is_unreadable():
    encrypt = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"00" * 32 + b"> /U <" + b"11" * 32 + b"> >>"
    data = assembled(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>", encrypt],
        b"/Encrypt 3 0 R /ID [<00> <00>]",
    )
    assert read(data).reason == "it is encrypted with a password; save it without one"


def test_a_bomb_is_stopped(monkeypatch):
    squeezed = zlib.compress(b" " * (1 << 20), 9)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    many = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        stream(squeezed, b"/Filter /FlateDecode"),
    ]
    assert "no text layer" in read(assembled(many)).reason
    monkeypatch.setattr(pdf_reader, "COMMAND", [sys.executable, "-c", LIMITED])
    assert "or 2 GiB of memory, or it crashes PDFium" in read(assembled(many)).reason


LIMITED = """
from annotate.readers import _pdf_child
_pdf_child.SECONDS = 1
_pdf_child._read = lambda data: any(iter(int, 1))
_pdf_child.main()
"""


def test_nothing_is_imported_from_the_folder_of_the_inputs(tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("raise SystemExit('this is not the json of Python')")
    monkeypatch.chdir(tmp_path)
    assert read(pdf(lines(50, 700, BAC))).text == " ".join(BAC)


def test_without_the_library_it_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    assert _pdf_child._read(pdf(b"")) == {"problem": "missing"}
    monkeypatch.setattr(pdf_reader, "_extracted", lambda _: {"problem": "missing"})
    assert read(pdf(b"")).reason == "it is a PDF file; to read it: pip install 'annotate-tei[pdf]'"


@given(st.binary(max_size=300), st.integers(0, 600), st.booleans())
@settings(max_examples=100)
def test_any_bytes_are_a_text_or_a_problem(rubbish, at, behind_magic):
    whole = pdf(lines(50, 700, BAC), lines(50, 700, BAC))
    data = b"%PDF-" + rubbish if behind_magic else whole[:at] + rubbish + whole[at + len(rubbish) :]
    found = _pdf_child._read(data)
    assert "problem" in found or isinstance(found["paragraphs"], list)
