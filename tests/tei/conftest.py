"""A document with something of everything, shared by the tests of TEI."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from annotate import (
    Annotation,
    Authority,
    Document,
    Entity,
    Kind,
    Layer,
    Markup,
    Metadata,
    Name,
    PluginRun,
    Reference,
    Resource,
)
from annotate.bookkeeping import conclude
from annotate.collect import add
from annotate.tei.write import write_tei

TEXT = (
    "«Nous signerons», a dit Anna Petit à Lyon.\r\n\r\n"
    "La suite\n"
    "Le 3 mai, ]]> & <b> \x00\x00 elle a \udce9crit.\n"
    "Anna Petit, dite 🦊, dort."
)
ENTITY = Layer(
    "entity", "named entities", {"person": Kind("person", "identifying"), "place": Kind("place", "identifying")}
)
DATE = Layer("date", "dates, resolved", {"absolute": Kind("complete in itself", "tagging", "timex3")})
QUOTE = Layer("quote", "quotations", {"direct": Kind("the speaker's words"), "cue": Kind("reporting verb")})
LISTED = Layer("listed", "list entries", {"hit": Kind("matched with an entry", "linking", "match")})
FREE = Layer("free")


def rich_document() -> Document:
    """All layers, links, entities, markup, a list, a failed plugin, and text that XML cannot hold."""
    metadata = Metadata(
        source="dépêches/le 3 mai.txt",
        encoding="utf-8",
        size=120,
        language="fr",
        language_from="option",
        date="2021-05-04",
        date_from="filename",
        date_cert="medium",
        title="La signature",
        authors=("A. B.", "C. D."),
        publisher="Le Journal",
        url="https://example.org/a?b=c&d=e",
        notes=("A menu was left out.",),
    )
    headings, undecodable = [TEXT.index("La suite")], {TEXT.index("\udce9"): b"\xe9"}
    document = Document(TEXT, id="dépêches/3", metadata=metadata, headings=headings, undecodable=undecodable)
    anna = Entity("person", ("Anna Petit", Name("Anna", "short")), {"wikidata": "Q1"}, "journalist")
    lyon = Entity("place", "Lyon", {"iso3166-1": "FR"}, "city")
    others = [
        Entity("organisation", "ONU"),
        Entity("product", "Aurus", {"id": "1"}),
        Entity("event", "Fête", {"id": "2"}),
    ]
    first, second, town = at("Anna Petit"), at("Anna Petit", 100), at("Lyon")
    add(
        document,
        "entities",
        {"entity": ENTITY},
        [
            anna,
            lyon,
            *others,
            Annotation("entity", first, "person", entity=anna, score=0.99),
            Annotation("entity", second, "person", entity=anna, score=1),
            Annotation("entity", town, "place", entity=lyon, score=0.00001),
        ],
    )
    _add_quotes_and_dates(document)
    _add_list_and_rest(document)
    model = Resource("modèle", "3.8", "ab" * 32, "model")
    runs = (
        PluginRun("entities", "annotate-entities", "0.1.0.dev3+g12", (ENTITY,), resources=(model, Resource("words"))),
        PluginRun("dates", "annotate-dates", "1!2.0rc1", (DATE,)),
        PluginRun("quotes", "annotate-quotes", "0.1.0", (QUOTE, FREE)),
        PluginRun("my plugin", "theirs", "x", (FREE,)),
        PluginRun("lists", "annotate-lists", "0.1.0", (LISTED,)),
        PluginRun(
            "topics", "annotate-topics", "0.1.0", (Layer("topic", "topics"),), "failed", "it raised <ValueError>"
        ),
        PluginRun("quiet", "annotate-quiet", "0.1.0", (), "skipped", "does not serve fr"),
    )
    conclude(document, runs, "annotators:\n  dates: {zone: Europe/Paris}\n")
    return document


def at(words: str, start: int = 0) -> tuple[int, int]:
    """Where some words stand in the text, from an offset on."""
    found = TEXT.index(words, min(start, TEXT.rindex(words)))
    return found, found + len(words)


def _add_quotes_and_dates(document: Document) -> None:
    mention = document.layer("entity")[0]
    cue = Annotation("quote", at("dit"), "cue")
    said = Markup("said", {"who": document.entities[0], "direct": "true"})
    links = {"cue": cue, "speaker": [mention, document.entities[0]]}
    quote = Annotation("quote", at("«Nous signerons»"), "direct", links=links, markup=said)
    crossing = Annotation("quote", [(0, 4), (30, 70), (72, 75)], "direct", links={"prev": [quote, cue], "next": cue})
    doubt = Markup("certainty", {"locus": "value", "degree": "0.6"}, (Markup("desc", text="Or May of another year?"),))
    features = {"type": "DATE", "value": "2021-05-03", "exact": True, "days": 3, "weight": 3.0, "a name": "\x01\t\r\n "}
    date = Annotation(
        "date", at("Le 3 mai"), "absolute", features, markup=Markup("date", {"when": "2021-05-03"}, (doubt,))
    )
    add(document, "quotes", {"quote": QUOTE, "free": FREE}, [quote, cue, crossing])
    add(document, "dates", {"date": DATE}, [date])


def _add_list_and_rest(document: Document) -> None:
    anna = document.entities[0]
    one = Authority(
        "ofac", "A list", "2023-01", "cd" * 32, "Public domain.", "([0-9]+)", "sdn.csv#$1", "A demonstration."
    )
    other = Authority("src", "Another list of the same prefix as ours")
    hits = [
        Annotation("listed", (), "hit", {"grade": "A"}, entity=anna, reference=Reference(one, "20157", "PETIT, Anna")),
        Annotation("listed", (), "hit", entity=anna, reference=Reference(other, "é b", "")),
    ]
    add(document, "lists", {"listed": LISTED}, hits)
    add(document, "my plugin", {"free": FREE}, [Annotation("free", (0, 5)), Annotation("free", (0, 5), "tag")])
    add(
        document,
        "quotes",
        {"free": FREE},
        [Annotation("free", (0, 5), "tag"), Entity("person", (Name("une dame", "description"),))],
    )
    add(document, "quiet", {}, [Entity("place", "Rome")])


@pytest.fixture
def rich() -> Document:
    """See `rich_document`."""
    return rich_document()


@pytest.fixture
def written() -> Callable[[Document], bytes]:
    """A document as the bytes of its file."""

    def write(document: Document) -> bytes:
        out = io.BytesIO()
        write_tei(document, out)
        return out.getvalue()

    return write
