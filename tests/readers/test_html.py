import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate import Declined, Document, Source, Unreadable
from annotate.readers import html

PAGES = Path(__file__).parent / "pages"
TEXT = (
    "La criée a repris ses ventes à l'aube, après une semaine d'arrêt. Les pêcheurs espèrent que les cours "
    "remonteront, car la sole s'est vendue à bas prix avant la tempête. Le directeur est heureux de les revoir."
)
ARTICLE = f"<article><p>{TEXT}</p></article>"


def read(data, **options) -> Document | Unreadable:
    data = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    (document,) = html.annotate_read(Source.from_bytes(data, **{"name": "a.html", **options}))
    return document


def page(name: str) -> Document:
    document = read((PAGES / name).read_bytes(), name=name)
    assert isinstance(document, Document)
    return document


def with_head(head: str, body: str = ARTICLE) -> Document:
    document = read(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>")
    assert isinstance(document, Document)
    return document


def test_the_article_is_read_line_by_line_and_the_page_around_it_is_not():
    assert page("newsroom.html").text.split("\n") == [
        "Le port de Kersaint rouvre après la tempête",
        "Le port de Kersaint a rouvert mardi\xa0soir, après trois jours de tempête, a annoncé la capitainerie. "
        "«\u202fLes quais sont sûrs\u202f», a déclaré sa directrice, Maëlle Riou.",
        "Les premiers chalutiers sont entrés dans la rade peu avant minuit.",
        "Des dégâts limités",
        "Deux grues ont été endommagées, selon la préfecture. Les réparations dureront une semaine et "
        "coûteront environ deux millions d'euros, dont la moitié sera prise en charge par la région.",
        "Nous n'avions jamais vu une houle pareille depuis que le port existe.",
        "Quai nord : fermé jusqu'à vendredi",
        "Quai sud : ouvert aux seuls pêcheurs",
        "Quai\tGrues",
        "Nord\tdeux",
    ]


def test_headings_are_those_that_the_page_marks():
    document = page("newsroom.html")
    headings = [document.text[b.start : b.end].strip() for b in document.blocks if b.heading]
    assert headings == ["Le port de Kersaint rouvre après la tempête", "Des dégâts limités"]


def test_what_the_page_says_of_its_article_is_kept():
    found = page("newsroom.html").metadata
    assert found.title == "Le port de Kersaint rouvre après la tempête"
    assert found.authors == ("Jeanne Le Goff", "Ali ben Salem")
    assert found.publisher == "La Gazette du Ponant"
    assert found.url == "https://gazette.example/region/port-kersaint-rouvre"
    assert (found.language, found.language_from) == ("fr-FR", "metadata")
    assert (found.date, found.date_from, found.date_cert) == ("2024-02-21", "metadata", None)
    assert (found.media_type, found.encoding) == ("text/html", "utf-8")


def test_what_was_left_out_is_said_in_figures():
    (note,) = page("newsroom.html").metadata.notes
    assert note.startswith("trafilatura ")
    kept, of = (int(part) for part in note.split(" kept ")[1].split(" characters")[0].split(" of "))
    document = page("newsroom.html")
    assert kept == len("".join(document.text.split()))
    assert of > kept + 100
    assert "were left out" in note


def test_a_minimal_page_keeps_sentences_whole_across_inline_elements():
    document = page("minimal.html")
    assert document.text == "La grue du quai nord a été réparée jeudi.\nElle sert de nouveau."
    assert document.metadata.language == "und"
    assert "kept all" in document.metadata.notes[0]


def test_a_page_without_a_date_has_none():
    found = page("undated.html").metadata
    assert (found.date, found.date_from) == (None, "")
    assert found.language == "fr"


def test_a_declared_latin1_page_is_decoded_as_browsers_do_and_it_is_said():
    document = page("latin1.html")
    assert "à l’aube" in document.text
    assert "12 €" in document.text
    assert "The page was decoded as cp1252 (as the page declares)." in document.metadata.notes


def test_a_date_that_is_only_found_in_the_text_is_not_certain():
    found = page("latin1.html").metadata
    assert (found.date, found.date_cert) == ("2008-03-03", "medium")
    assert "htmldate" in found.date_from


@pytest.mark.parametrize(
    ("head", "date", "cert"),
    [
        ('<meta property="article:published_time" content="2023-05-06T23:59:00-03:00">', "2023-05-06", None),
        ('<meta itemprop="datePublished" content="2023-05">', "2023-05", None),
        (
            '<meta name="DC.date.issued" content="2023-05-06"><meta name="date" content="2020-01-01">',
            "2023-05-06",
            None,
        ),
        ('<meta name="date" content="2023-05-06">', "2023-05-06", "high"),
        ('<meta name="date" content="2023-05-32">', None, None),
        ('<meta property="article:modified_time" content="2023-05-06T10:00:00Z">', None, None),
        (
            '<script type="application/ld+json">{"@type": ["NewsArticle"], "datePublished": "2023-05-06"}</script>',
            "2023-05-06",
            None,
        ),
        ('<script type="application/ld+json">{broken</script>', None, None),
        (
            '<script type="application/ld+json">{"@type": "WebPage", "datePublished": "2023-05-06"}</script>',
            "2023-05-06",
            None,
        ),
    ],
)
def test_dates_are_those_that_the_page_states(head, date, cert):
    found = with_head(head).metadata
    assert (found.date, found.date_cert) == (date, cert)


def test_a_time_element_marked_as_publication_counts():
    found = with_head("", '<time itemprop="datePublished" datetime="2023-05-06T08:00">6 mai</time>' + ARTICLE).metadata
    assert (found.date, found.date_cert) == ("2023-05-06", None)


@pytest.mark.parametrize("written", ["2023-05", "mai 2023", "6 mai", "© 2023"])
def test_an_incomplete_date_is_not_completed(written):
    body = f'<p class="date">{written}</p>{ARTICLE}<footer class="date">{written}</footer>'
    assert with_head(f'<meta name="created" content="{written}">', body).date is None


def test_of_several_articles_with_different_dates_none_is_picked():
    scripts = "".join(
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{day}"}}</script>'
        for day in ("2023-05-06", "2021-01-02")
    )
    assert with_head(scripts).date is None


@pytest.mark.parametrize(
    ("attributes", "head", "language"),
    [
        ('lang="de"', "", "de"),
        ('lang="pt_BR"', "", "pt-BR"),
        ('xml:lang="it"', "", "it"),
        ("", '<meta property="og:locale" content="es_ES">', "es-ES"),
        ('lang=""', '<meta http-equiv="content-language" content="nl">', "nl"),
        ('lang="the language"', "", "und"),
        ("", "", "und"),
    ],
)
def test_the_language_is_the_one_that_the_page_states(attributes, head, language):
    assert read(f"<html {attributes}><head>{head}</head><body>{ARTICLE}</body></html>").language == language


@pytest.mark.parametrize(
    ("data", "options"),
    [
        (f"<html><body>{ARTICLE}</body></html>".encode("utf-16"), {}),
        (b"<html><head><meta charset=utf-8></head><body>" + ARTICLE.encode("cp1252"), {"encoding": "cp1252"}),
        (b"<html><head><meta charset=nonsense></head><body>" + ARTICLE.encode(), {}),
        (b"<?xml version='1.0' encoding='iso-8859-15'?><html><body>" + ARTICLE.encode("iso-8859-15"), {}),
        (b"<html><body>" + ARTICLE.encode("cp1252"), {}),
    ],
    ids=["mark", "user", "unknown label", "XML declaration", "guess"],
)
def test_encodings(data, options):
    assert "La criée a repris ses ventes à l'aube" in read(data, **options).text


def test_bytes_that_cannot_be_decoded_are_said():
    document = read(b"<html><head><meta charset=utf-8></head><body>" + ARTICLE.encode().replace("é".encode(), b"\xe9"))
    assert "cri\ufffde" in document.text
    assert "Bytes of the page that are not utf-8 became U+FFFD." in document.metadata.notes


def test_an_unknown_encoding_is_declined():
    with pytest.raises(Declined, match="'utf-9' is unknown"):
        read("<html>", encoding="utf-9")


def test_characters_are_neither_normalised_nor_dropped():
    odd = "e\u0301 \N{SOFT HYPHEN} \N{ZERO WIDTH JOINER} \N{THIN SPACE} \u2028 \ue000 \U0001f6a2 \U0002a700 \U000e0041"
    document = with_head("", ARTICLE.replace("Les pêcheurs", f"<b>{odd}</b> Les pêcheurs"))
    assert odd in document.text


def test_entities_and_inclusions_are_not_resolved(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("a secret")
    document = read(
        f"""<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">
        <!ENTITY f SYSTEM "file://{secret}">]>
        <html xmlns="http://www.w3.org/1999/xhtml" xmlns:xi="http://www.w3.org/2001/XInclude"><body>{ARTICLE}
        <p>Et voici &b; puis &f; enfin <xi:include href="file://{secret}" parse="text"/> et la suite de la phrase.</p>
        </body></html>"""
    )
    assert "La criée" in document.text
    assert "aaaaaaaaaa" not in document.text
    assert "a secret" not in document.text


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<script>" + "var p = '<p>x</p>';" * 100 + "</script>",
        "<nav><ul>" + "<li><a href='/'>Accueil</a></li>" * 20 + "</ul></nav>",
        "<div>" * 450_000,
    ],
    ids=["nothing", "script", "navigation", "5 MB of nested elements"],
)
def test_a_page_without_an_article_is_unreadable(body):
    unreadable = read(f"<html><body>{body}</body></html>")
    assert isinstance(unreadable, Unreadable)
    assert unreadable.reason.startswith("The page has no article text (")


def test_an_empty_page_is_unreadable():
    assert read(b"").reason == "The page is empty."


def test_hostile_json_ld_is_passed_over():
    assert with_head('<script type="application/ld+json">' + "[" * 100_000 + "</script>").date is None


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("-", b"\xef\xbb\xbf <!doctype HTML>"),
        ("-", b"<HTML>"),
        ("a.HTM", b""),
        ("-", b"<?xml version='1.0'?>\n<html xmlns='x'>"),
    ],
)
def test_a_page_is_known_by_its_name_or_its_beginning(name, data):
    assert isinstance(read(data, name=name), Unreadable)


@pytest.mark.parametrize("data", [b"", b"Il neige.", b"<?xml version='1.0'?><TEI/>", b"{}"])
def test_other_inputs_are_declined_and_not_consumed(data):
    source = Source.from_bytes(data, name="a.txt")
    with pytest.raises(Declined):
        html.annotate_read(source)
    assert source.read() == data


def test_the_same_page_gives_the_same_document_every_time():
    first, *others = [page("newsroom.html") for _ in range(4)]
    assert all((other.text, other.metadata) == (first.text, first.metadata) for other in others)


def test_nothing_but_the_reader_speaks_of_a_bad_page():
    code = """if True:
        from annotate import Source
        from annotate.readers import html
        (unreadable,) = html.annotate_read(Source.from_bytes(b"<html><body></body></html>", name="a.html"))
        print(unreadable.reason)
        """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "The page has no article text (0 characters of other text).\n"
    assert done.stderr == ""


@settings(deadline=None, max_examples=60)
@given(st.text())
def test_any_page_is_read_or_unreadable_and_what_is_read_stands_on_it(content):
    got = read(f"<html><body>{ARTICLE}<p>{content}</p></body></html>")
    assert isinstance(got, Unreadable) or got.text.strip()
