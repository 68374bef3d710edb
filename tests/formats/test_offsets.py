"""Whatever the text: every span that is written leads back to its words, and nothing is lost without a word."""

from __future__ import annotations

import csv
import io
import json
import re

from hypothesis import given

from annotate.testing.strategies import documents

LINE_ENDS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
ANY = documents(layers=("mark", "third-party"))


def utf8(text: str) -> str:
    """What a text is in UTF-8: lone surrogates are U+FFFD, one for one."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def annotations(document):
    return [a for layer in document.layers for a in document.layer(layer)]


@given(document=ANY)
def test_csv(document, write):
    text = utf8(document.text)
    rows = list(csv.DictReader(io.StringIO(write(document, "csv").decode(), newline="")))
    assert [row["id"] for row in rows] == [a.id for a in annotations(document)]
    assert {row["document"] for row in rows} <= {document.id}
    for row, annotation in zip(rows, annotations(document), strict=True):
        assert (int(row["start"]), int(row["end"])) == (annotation.start, annotation.end)
        words = text[int(row["start"]) : int(row["end"])]
        assert row["text"] in (words, f"'{words}")


@given(document=ANY)
def test_web_annotation(document, write):
    text = write(document, "text").decode()
    items = json.loads(write(document, "web-annotation"))["first"]["items"]
    by_id = {item["id"].partition("#")[2]: item for item in items}
    for annotation in annotations(document):
        position, quote = by_id[annotation.id]["target"]["selector"]
        assert (position["start"], position["end"]) == annotation.spans[0]
        assert quote["exact"] == text[annotation.start : annotation.end]
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert around == text[max(0, annotation.start - 32) : annotation.end + 32]


@given(document=ANY)
def test_brat(document, write, lost):
    text = write(document, "text").decode()
    terms = [line.split("\t", 2) for line in write(document, "brat").decode().split("\n") if line.startswith("T")]
    for _, where, words in terms:
        parts = [tuple(map(int, part.split())) for part in where.partition(" ")[2].split(";")]
        assert " ".join(text[start:end] for start, end in parts) == words
        assert not LINE_ENDS.search(words)
    assert len(terms) + lost(document, "brat")["annotations of line ends"] == len(annotations(document))


@given(document=ANY)
def test_conllu(document, write, lost):
    text, tags = read_conllu(write(document, "conllu").decode())
    if document.text.strip():
        assert text == utf8(document.text)
    else:
        assert not text
        assert lost(document, "conllu")["texts"] == bool(document.text)
    missing = sum(number for phrase, number in lost(document, "conllu").items() if "annotations" in phrase[:12])
    wanted = {(a.layer, *_trimmed(document.text, a.start, a.end), a.kind) for a in annotations(document) if a.spans}
    found = set(spans(tags))
    if missing == 0:
        assert found == wanted
    assert len(wanted - found) <= missing


def _trimmed(text, start, end):
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def read_conllu(data):
    """The text that the tokens make, and for each token its sentence's number, its range and MISC."""
    text, tokens = "", []
    for number, sentence in enumerate(data.split("\n\n")):
        for line in sentence.split("\n"):
            if not line or line.startswith("#"):
                continue
            columns = line.split("\t")
            assert len(columns) == 10
            misc = dict(pair.split("=", 1) for pair in columns[9].split("|"))
            text += _white(misc.get("SpacesBefore", ""))
            start, end = map(int, misc["TokenRange"].split(":"))
            assert (start, end) == (len(text), len(text) + len(columns[1]))
            text += columns[1]
            text += "" if misc.get("SpaceAfter") == "No" else _white(misc.get("SpacesAfter", r"\s"))
            tokens.append((number, start, end, misc))
    return text, tokens


def _white(escaped):
    plain = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), escaped)
    return plain.replace(r"\s", " ").replace(r"\t", "\t").replace(r"\r", "\r").replace(r"\n", "\n")


def spans(tokens):
    """The spans that IOB2 tags say, as layer, start, end and kind."""
    found = []
    for layer in ("mark", "third-party"):
        for number, start, end, misc in tokens:
            tag, _, kind = misc.get(layer, "O").partition("-")
            if tag == "B":
                found.append([number, layer, start, end, kind or None])
            elif tag == "I":
                assert found[-1][:2] == [number, layer]
                found[-1][3] = end
    return [tuple(one[1:]) for one in found]
