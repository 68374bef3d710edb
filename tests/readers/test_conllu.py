"""CoNLL-U with tags in MISC, ours and other people's."""

from __future__ import annotations

import pytest

from annotate import Declined, Document, Source, Unreadable
from annotate.readers import conllu


def rows(*tokens: str) -> str:
    """Token lines of a sentence: each is FORM and MISC."""
    lines = []
    for number, token in enumerate(tokens, 1):
        form, _, misc = token.partition(" ")
        lines.append("\t".join([str(number), form, *"_______", misc or "_"]))
    return "\n".join(lines) + "\n\n"


def read(data: str | bytes, name: str = "a.conllu", **options):
    raw = data if isinstance(data, bytes) else data.encode()
    return list(conllu.annotate_read(Source.from_bytes(raw, name=name, id="a", **options)))


def said(document: Document):
    return [(a.layer, a.kind, document.text_of(a)) for layer in document.layers for a in document.layer(layer)]


def test_text_and_tags_of_a_foreign_file():
    sentence = rows("Anne NER=B-PER", "Kervella NER=I-PER", "rit SpaceAfter=No|NER=O", ". NER=O")
    (document,) = read(sentence + rows("Brest NER=B-LOC", "dort"))
    assert document.text == "Anne Kervella rit.\nBrest dort"
    assert said(document) == [("NER", "PER", "Anne Kervella"), ("NER", "LOC", "Brest")]
    assert [run.plugin for run in document.runs] == ["conllu"]


def test_bioes_and_tags_without_a_kind_and_what_follows_what():
    (document,) = read(rows("a x=B|y=S-k", "b x=I|y=B-k", "c x=B|y=E-k", "d y=I-j", "e x=I|y=I-j"))
    assert said(document) == [("x", None, "a b"), ("x", None, "c"), ("x", None, "e"), *(("y", *v) for v in Y)]


Y = (("k", "a"), ("k", "b c"), ("j", "d e"))


def test_the_comment_says_where_white_space_is_if_tokens_do_not():
    (document,) = read("# text = L’an  dix.\n" + rows("L’", "an", "dix", "."))
    assert document.text == "L’an  dix."


def test_a_word_within_a_token_of_several_and_an_empty_node_are_no_text():
    lines = ["1-2\tdu\t_\t_\t_\t_\t_\t_\t_\tx=B-a", "1\tde" + "\t_" * 8, "2\tle" + "\t_" * 8, "2.1\tØ" + "\t_" * 8]
    (document,) = read("\n".join([*lines, "3\tport" + "\t_" * 8]) + "\n\n")
    assert (document.text, said(document)) == ("du port", [("x", "a", "du")])


def test_several_documents_keep_their_names():
    first, second = read("# newdoc id = un\n" + rows("a") + "# newdoc\n" + rows("b"))
    assert [(d.id, d.text) for d in (first, second)] == [("un", "a"), ("a-2", "b")]


def test_what_is_not_read_is_noted():
    (document,) = read("1\ta\tA\tX\t_\t_\t0\troot\t_\tGloss=one|Entity=(e1-person)\n\n")
    assert document.metadata.notes == (
        "Lemmas, parts of speech, features and heads are not read.",
        "Gloss in MISC is no layer of IOB2 tags, and not read.",
        "Entity in MISC is no layer of IOB2 tags, and not read.",
    )


def test_a_kind_that_cannot_be_is_changed_and_noted():
    (document,) = read(rows("a x=B-1!"))
    assert said(document) == [("x", "_1_", "a")]
    assert document.metadata.notes == ("'1!' is called '_1_' here.",)


@pytest.mark.parametrize(
    ("data", "why", "line"),
    [
        (
            rows("a TokenRange=0:1", "b TokenRange=3:4"),
            "TokenRange says that the token stands at 3, but it stands at 2",
            2,
        ),
        ("1\ta\n", "the line has 2 columns, not ten", 1),
        ("x\ta" + "\t_" * 8, "'x' is no number of a token", 1),
        (f"{'9' * 5000}\ta" + "\t_" * 8, "is no number of a token", 1),
        (rows("a").encode() + b"2\t\xff" + b"\t_" * 8, "the line is not UTF-8", 3),
        ("1\ta" + "\t_" * 7 + "\tlayer=B|x=\x00\n", None, None),
    ],
)
def test_what_is_wrong_is_one_line_with_its_number(data, why, line):
    (found,) = read(data, format="conllu")
    if why is None:
        assert isinstance(found, Document)
        return
    assert isinstance(found, Unreadable)
    assert why in found.reason
    assert found.where == f"a.conllu:{line}"


def test_a_broken_document_does_not_lose_the_next():
    broken, whole = read("# newdoc id = a\n1\ta\n\n# newdoc id = b\n" + rows("b"), format="conllu")
    assert (broken.id, whole.id) == ("a", "b")


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.txt", rows("a")), ("a.conllu", "Dear all,\n"), ("a.tsv", rows("a")), ("a.conllu", "\x7fELF\x00\x00")],
)
def test_text_and_tables_stay_what_they_are(name, data):
    with pytest.raises(Declined):
        read(data, name)


def test_an_empty_file_is_an_empty_document():
    (document,) = read("")
    assert (document.id, document.text) == ("a", "")
