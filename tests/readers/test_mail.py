"""E-mail: messages are documents, what is attached to them are inputs."""

from __future__ import annotations

import io
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate import Declined, Document, Source, Unreadable
from annotate.readers import mail

from .conftest import told

HEAD = (
    "From: =?utf-8?q?Jeanne_Le_Go=C3=A9ff?= <j@gazette.example>\r\nTo: desk@gazette.example\r\n"
    "Subject: =?utf-8?b?TGUgYmFjIGTDqXBhcnQ=?=\r\nDate: Tue, 20 Feb 2024 00:30:00 +0100\r\n"
)
PLAIN = (
    HEAD + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nIl part.\r\n\r\nBien.\r\n"
)


def read(data, **options) -> list[Document | Source | Unreadable]:
    data = data if isinstance(data, bytes) else data.encode()
    return list(mail.annotate_read(Source.from_bytes(data, **{"name": "a.eml", "id": "a", **options})))


def one(data, **options) -> Document:
    (document,) = read(data, **options)
    assert isinstance(document, Document), document
    return document


def made(**headers) -> EmailMessage:
    message = EmailMessage()
    for name, value in {"From": "j@gazette.example", "Subject": "Le bac", **headers}.items():
        message[name] = value
    return message


def test_a_message_is_a_document_with_its_subject_and_what_its_header_says():
    found = one(PLAIN)
    assert found.text == "Le bac départ\nIl part.\n\nBien."
    assert [block.heading for block in found.blocks] == [True, False, False]
    meta = found.metadata
    assert (meta.title, meta.authors) == ("Le bac départ", ("Jeanne Le Goéff",))
    assert (found.id, meta.media_type, meta.size) == ("a", "message/rfc822", len(PLAIN.encode()))
    assert meta.notes == ()


def test_the_date_is_the_day_that_the_sender_wrote():
    meta = one(PLAIN).metadata
    assert (meta.date, meta.date_from, meta.date_cert) == ("2024-02-20", "metadata", None)


@pytest.mark.parametrize("stated", ["demain", "Tue, 99 Feb 2024 00:30:00", "Tue"])
def test_a_date_that_cannot_be_read_is_none_and_is_said(stated):
    found = one(PLAIN.replace("Tue, 20 Feb 2024 00:30:00 +0100", stated))
    assert found.date is None
    assert "The date that the message states cannot be read" in found.metadata.notes[0]


def test_plain_text_is_preferred_to_the_same_in_html():
    message = made()
    message.set_content("Il part.\n")
    message.add_alternative("<p>Il part en HTML.</p>", subtype="html")
    assert one(message.as_bytes()).text == "Le bac\nIl part."


def test_html_is_read_as_lines_where_there_is_nothing_else():
    message = made()
    message.set_content(
        "<html><head><title>x</title></head><body><div style='display:none'>caché</div><h2>Port</h2>"
        "<table><tr><td><p>Il part.</p><p>Il neige.</p></td></tr></table></body></html>",
        subtype="html",
    )
    found = one(message.as_bytes())
    assert found.text == "Le bac\nPort\nIl part.\nIl neige."
    assert [block.heading for block in found.blocks] == [True, True, False, False]


def test_text_on_both_sides_of_a_picture_is_read():
    message = made()
    message.make_mixed()
    for part in ("Avant.", None, "Après."):
        inner = EmailMessage()
        if part is None:
            inner.set_content(b"\x89PNG", "image", "png", disposition="inline", filename="carte.png")
        else:
            inner.set_content(part)
        message.attach(inner)
    found = one(message.as_bytes())
    assert found.text == "Le bac\nAvant.\nAprès."
    assert found.metadata.notes == ("Attached, and not read: «carte.png».",)


def test_attachments_are_inputs_of_their_own(tmp_path, read):
    message = made(Date="Tue, 20 Feb 2024 10:00:00 +0100")
    message.set_content("Voir la pièce jointe.")
    message.add_attachment("Il part demain.", filename="../communiqué.txt")
    message.add_attachment("Né.", filename="../communiqué.txt", charset="iso-8859-1")
    message.add_attachment(b"\x89PNG\r\n\x1a\n", "application", "x-thing", filename="b.bin")
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    own, first, second, binary = read("a.eml")
    assert own.id == "a"
    assert own.metadata.notes == ("Attached, and inputs of their own: «communiqué.txt», «2-communiqué.txt», «b.bin».",)
    assert told([first, second]) == [("a/communiqué", "Il part demain.\n"), ("a/2-communiqué", "Né.\n")]
    assert (first.metadata.source, first.date) == ("a.eml/communiqué.txt", None)
    assert "Attached to a message of 2024-02-20, «Le bac»." in first.metadata.notes
    assert binary.passed_over


def test_a_message_that_was_forwarded_as_a_whole_is_one_too(tmp_path, read):
    inner = made(Subject="Le car")
    inner.set_content("Il revient.")
    message = made()
    message.set_content("Pour information.")
    message.add_attachment(inner)
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    assert told(read("a.eml")) == [("a", "Le bac\nPour information."), ("a/part-1", "Le car\nIl revient.")]


def test_quoted_replies_are_kept():
    assert one(PLAIN.replace("Bien.", "> Il part ?\r\n> Oui.")).text.endswith("Il part.\n\n> Il part ?\n> Oui.")


def test_flowed_lines_are_paragraphs():
    flowed = PLAIN.replace("charset=utf-8", "charset=utf-8; format=flowed").replace(
        "Bien.", "Il part \r\ndemain \r\nmatin.\r\n> Vraiment \r\n> demain ?\r\n> > Oui.\r\n-- \r\nJeanne"
    )
    assert one(flowed).text.split("\n")[3:] == [
        "Il part demain matin.",
        "> Vraiment demain ?",
        "> > Oui.",
        "-- ",
        "Jeanne",
    ]


@pytest.mark.parametrize(
    ("charset", "data", "note"),
    [
        ("iso-8859-1", "Né à l\u2019île".encode("cp1252"), False),
        ("us-ascii", "Né à l\u2019île".encode(), False),
        ("unknown-8bit", "Né à l\u2019île".encode(), False),
        ("utf-8", b"N\xe9 \xc3\xa0 l\xe2\x80\x99\xc3\xaele", True),
    ],
)
def test_text_is_decoded_as_declared_or_as_it_must_have_been_meant(charset, data, note):
    found = one(PLAIN.replace("charset=utf-8", f"charset={charset}").encode().replace(b"Bien.", data))
    assert found.text.splitlines()[3] == ("N\ufffd à l’île" if note else "Né à l’île")
    assert any("became U+FFFD" in said for said in found.metadata.notes) == note


def test_header_lines_in_bytes_are_text():
    assert one(PLAIN.replace("=?utf-8?b?TGUgYmFjIGTDqXBhcnQ=?=", "Le bac né")).metadata.title == "Le bac né"


def test_the_language_is_what_the_header_says():
    found = one("Content-Language: fr, en\r\n" + PLAIN)
    assert (found.language, found.metadata.language_from) == ("fr", "metadata")


MAILBOX = (
    "From j@gazette.example Tue Feb 20 10:00:00 2024\n" + PLAIN.replace("\r\n", "\n") + "\n"
    "From k@gazette.example Tue Feb 20 11:00:00 2024\n"
    "Subject: Le car\nFrom: k@gazette.example\nTo: x@y.example\n\n>From Lorient, il part.\nFrom here.\n\n"
)


def test_each_message_of_a_mailbox_is_a_document():
    first, second = read(MAILBOX, name="a.mbox")
    assert told([first, second]) == [
        ("a/1", "Le bac départ\nIl part.\n\nBien."),
        ("a/2", "Le car\nFrom Lorient, il part.\nFrom here."),
    ]


def test_a_mailbox_is_read_message_by_message():
    class Endless(io.RawIOBase):
        """Messages without end."""

        def readable(self):
            return True

        def readinto(self, buffer):
            piece = (MAILBOX.encode() * (len(buffer) // len(MAILBOX.encode()) + 1))[: len(buffer)]
            buffer[:] = piece
            return len(piece)

    records = mail.annotate_read(Source.from_stream(io.BufferedReader(Endless()), name="-"))
    assert [next(records).id for _ in range(3)] == ["stdin/1", "stdin/2", "stdin/3"]


def test_a_message_that_is_too_large_costs_itself(tmp_path, read):
    from annotate.source import Bounds

    large = MAILBOX.replace("Bien.", "Bien. " * 1000)
    (tmp_path / "a.mbox").write_text(large)
    bad, good = read("a.mbox", bounds=Bounds(document=2000))
    assert (bad.id, bad.reason) == ("a/1", "the message is larger than 2,000 bytes")
    assert bad.where.endswith("a.mbox, message 1")
    assert good.text.startswith("Le car")


@pytest.mark.parametrize("name", ["-", "a", "a.eml", "a.mbox"])
def test_mail_is_known_by_its_header_lines_or_its_name(name):
    assert len(read(PLAIN, name=name)) == 1
    assert len(read(MAILBOX, name=name)) == 2


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (PLAIN, "a.txt"),
        ("From here on, it snows.\nTruly.\n", "a"),
        ("Date: lundi\nLieu: Lorient\n\nIl part.", "a"),
        ("", "a"),
    ],
)
def test_what_does_not_begin_as_mail_is_declined(data, name):
    with pytest.raises(Declined, match="nor begins as a message"):
        read(data, name=name)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it has no header, as messages have"),
        (b"\x89PNG", "it has no header, as messages have"),
        (b"From: a@b.example\r\n\r\n", "the message has no text"),
        (b"Content-Type: application/pkcs7-mime\r\n\r\nMIAGCSqG", "the message is encrypted (application/pkcs7-mime)"),
    ],
)
def test_what_is_named_a_message_and_has_no_text_is_unreadable(data, reason):
    (bad,) = read(data)
    assert (bad.id, bad.reason) == ("a", reason)


def test_parts_that_are_nested_without_end_are_refused():
    boundaries = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(2000))
    (bad,) = read("Subject: x\n" + boundaries)
    assert bad.reason == "the message cannot be parsed: its parts are nested too deep"


@given(st.binary(max_size=60), st.integers(0, 700))
@settings(max_examples=300)
def test_any_bytes_are_documents_inputs_or_problems(rubbish, at):
    message = made(To="x@y.example", Date="Tue, 20 Feb 2024 10:00:00 +0100")
    message.set_content("Il part.")
    message.add_alternative("<p>Il part.</p>", subtype="html")
    message.add_attachment(b"abc", "application", "pdf", filename="é.pdf")
    message.set_boundary("bbb")
    whole = message.as_bytes()
    for record in read(whole[:at] + rubbish + whole[at + len(rubbish) :]):
        assert isinstance(record, (Document, Source)) or record.reason
