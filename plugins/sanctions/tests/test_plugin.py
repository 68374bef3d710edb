"""The plugin as the core runs it."""

import subprocess
import sys

import pytest
from annotate_sanctions import Sanctions, Settings
from annotate_sanctions.dates import listed_at

from annotate import AnnotateError, Annotation, Entity, Layer, Name, hookimpl
from annotate.testing import annotated

TEXT = "Ivan Petrov nie. Selon Petrov, la levée des sanctions américaines tarde. Moscou attend."


class Names:
    """Stands for the entities plugin: one person with a full name and a short one."""

    provides = (Layer("entity"),)

    @hookimpl
    def annotate_document(self, document):
        person = Entity("person", (Name("Ivan Petrov"), Name("Petrov", "short")))
        yield Annotation("entity", (0, 11), kind="person", entity=person)
        yield Annotation("entity", (23, 29), kind="person", entity=person)


@pytest.fixture
def listed(tmp_path):
    path = tmp_path / "sdn.csv"
    path.write_text('40077,"PETROV, Ivan Sergeevich",individual,UKRAINE-EO13661' + ",-0- " * 8 + "\n", encoding="utf-8")
    return Sanctions(Settings(lists=(str(path),)))


def test_a_hit_is_about_the_entity_and_leads_to_the_entry(listed):
    document = annotated(TEXT, Names, listed, date="2024-02-20")
    (hit,) = [a for a in document.layer("sanction") if a.kind == "hit"]
    assert hit.spans == () and hit.entity == "person.ivan-petrov"
    assert len(document.mentions(hit.entity)) == 2
    assert (hit.reference.authority.id, hit.reference.entry, hit.reference.label) == (
        "ofac",
        "40077",
        "PETROV, Ivan Sergeevich",
    )
    assert (
        hit.features["grade"] == "A"
        and hit.features["programme"] == "UKRAINE-EO13661"
        and hit.features["review"] == "open"
    )
    assert hit.features["listedAtPublication"] == "unknown" and "listed" not in hit.features
    assert "patronyme absent du texte" in hit.features["reason"]


def test_without_entities_there_are_topics_and_no_hits(listed):
    document = annotated(TEXT, listed)
    assert [(a.kind, document.text_of(a)) for a in document.layer("sanction")] == [
        ("topic.lifting", "levée des sanctions américaines")
    ]


def test_the_built_in_list_knows_its_dates():
    class Peskov:
        """Stands for the entities plugin."""

        provides = (Layer("entity"),)

        @hookimpl
        def annotate_document(self, document):
            yield Annotation("entity", (0, 13), entity=Entity("person", "Dmitri Peskov"))

    def verdict(date):
        document = annotated("Dmitri Peskov parle.", Peskov, Sanctions, date=date)
        (hit,) = document.layer("sanction")
        assert hit.features["listed"] == "2022-02-28"
        return hit.features["listedAtPublication"]

    assert [verdict(date) for date in ("2017-04-12", "2022-02-28", "2024-02-20", None)] == [
        "no",
        "yes",
        "yes",
        "unknown",
    ]


@pytest.mark.parametrize(
    ("listed", "published", "expected"),
    [
        ("2022-02-25", "2022-02-24", "no"),
        ("2022-02-25", "2022-02-25T08:00:00Z", "yes"),
        ("2022-02-25", "2022-02", "unknown"),
        ("2022-02-25", "2022-03", "yes"),
        ("2022-02-25", "2021", "no"),
        ("2022", "2022-02-25", "unknown"),
        (None, "2022-02-25", "unknown"),
        ("2022-02-25", None, "unknown"),
    ],
)
def test_listed_at_publication_never_guesses(listed, published, expected):
    assert listed_at(listed, published) == expected


def test_a_programme_that_had_not_begun_says_no():
    assert listed_at(None, "2017-04-12", "2021-04-15") == "no"
    assert listed_at(None, "2022-04-12", "2021-04-15") == "unknown"
    assert listed_at(None, None, "2021-04-15") == "unknown"


def test_a_listing_between_two_dates_is_known_outside_of_them():
    known = [listed_at(None, day, "2016-07-06", "2016-12-20") for day in ("2016-07-05", "2016-10-01", "2016-12-21")]
    assert known == ["no", "unknown", "yes"]


def test_the_lists_are_on_record(listed):
    annotated(TEXT, listed)
    (resource,) = listed.resources()
    assert resource.name == "ofac/sdn.csv" and len(resource.sha256) == 64 and resource.type == "data"


def test_a_list_that_cannot_be_read_is_the_plugins_outcome():
    with pytest.raises(AnnotateError, match=r"'gone\.csv' is neither a file nor a folder nor built in"):
        annotated(TEXT, Sanctions(Settings(lists=("gone.csv",))))


@pytest.mark.parametrize("text", ["", "x", "😀", "\ud800", "\x00", "\n\r\n", "sanctions"])
def test_no_text_is_too_odd(text):
    annotated(text, Sanctions)


def test_importing_the_plugin_imports_nothing_heavy():
    heavy = ("spacy", "pydantic", "lxml", "yaml", "csv")
    code = f"import sys, annotate_sanctions; print([m for m in {heavy} if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
