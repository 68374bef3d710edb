"""The plugin as the core runs it."""

import shutil
import subprocess
import sys

import pytest
from annotate_sanctions import Sanctions, Settings
from annotate_sanctions.commands import sanctions
from annotate_sanctions.dates import listed_at
from annotate_sanctions.snapshots import snapshots
from click.testing import CliRunner

from annotate import AnnotateError, Annotation, Entity, Layer, Name, hookimpl
from annotate.cli import cli
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


@pytest.mark.parametrize(
    ("published", "delisted", "after", "expected"),
    [
        ("2024-01-30", "2024-01-31", None, "yes"),
        ("2024-01-31", "2024-01-31", None, "no"),
        ("2024", "2024-01-31", None, "unknown"),
        ("2024-01", "2024", None, "unknown"),
        ("2025", "2024-01-31", None, "no"),
        ("2024-01-10", "2024-01-31", "2024-01-10", "yes"),
        ("2024-01-20", "2024-01-31", "2024-01-10", "unknown"),
        ("2021-01-01", "2024-01-31", "2024-01-10", "no"),
    ],
)
def test_who_was_delisted_before_is_not_listed(published, delisted, after, expected):
    assert listed_at("2022-03-01", published, delisted=delisted, delisted_after=after) == expected


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


@pytest.fixture
def dated(tmp_path):
    """A list of one's own as a snapshot of 2026-02-20, made as people make it."""
    path = tmp_path / "mine.csv"
    rows = "id,name,listed,delisted,nationality\n7,Ivan Sergeevich PETROV,2022-03-01,2024-01-31,RU\n"
    path.write_text(rows, encoding="utf-8")
    args = ["update", "mine", "--from", str(path), "--date", "2026-02-20"]
    assert CliRunner().invoke(sanctions, args).exit_code == 0
    path.unlink()
    (found,) = snapshots("mine")
    return found


def hit(document):
    (found,) = [a for a in document.layer("sanction") if a.kind == "hit"]
    return found


def test_a_hit_says_when_the_party_was_delisted_and_how_old_the_list_is(dated):
    found = hit(annotated(TEXT, Names, Sanctions(Settings(lists=("mine",))), date="2024-02-20"))
    assert found.features["delisted"] == "2024-01-31" and found.features["listedAtPublication"] == "no"
    assert found.features["listAge"] == -731  # the list is two years younger than the text
    found = hit(annotated(TEXT, Names, Sanctions(Settings(lists=("mine",))), date="2024-01-30"))
    assert found.features["listedAtPublication"] == "yes"


def test_a_list_that_is_too_old_for_a_text_is_a_warning_once(dated, caplog):
    plugin = Sanctions(Settings(lists=("mine",)))
    for day in ("2026-03-22", "2026-03-23", "2026-03-24"):
        annotated(TEXT, Names, plugin, date=day)
    warned = [record.message for record in caplog.records if "sanctions list" in record.message]
    assert warned == [
        "the sanctions list mine is of 2026-02-20, 31 days before 2026-03-23; the limit is 30 "
        "(annotate sanctions update mine)"
    ]


def test_a_list_that_is_too_old_for_a_text_is_an_error_where_the_policy_is_so(dated):
    plugin = Sanctions(Settings(lists=("mine",), stale="error", stale_after=7))
    annotated(TEXT, Names, plugin, date="2026-02-27")
    with pytest.raises(AnnotateError, match="8 days before 2026-02-28; the limit is 7"):
        annotated(TEXT, Names, plugin, date="2026-02-28")


def test_the_clock_has_no_say(dated, caplog):
    annotated(TEXT, Names, Sanctions(Settings(lists=("mine",))), date="2026-03-01")
    annotated(TEXT, Names, Sanctions(Settings(lists=("mine",))))
    assert not [record for record in caplog.records if "sanctions list" in record.message]


def test_a_text_without_a_date_is_taken_as_of_the_settings_day(dated):
    found = hit(annotated(TEXT, Names, Sanctions(Settings(lists=("mine",), as_of="2026-03-01"))))
    assert found.features["listedAtPublication"] == "no" and found.features["listAge"] == 9
    older = hit(annotated(TEXT, Names, Sanctions(Settings(lists=("mine",), as_of="2023-02-20"))))
    assert older.features["listedAtPublication"] == "yes" and older.features["listAge"] == -1096


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"stale": "panic"}, "sanctions.stale is 'panic'"),
        ({"stale_after": -1}, "sanctions.stale_after is -1"),
        ({"as_of": "1.3.2026"}, "'1.3.2026' is not a date"),
        ({"reasons": "de"}, "sanctions.reasons is 'de'"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        Sanctions(Settings(**settings))


def test_the_same_snapshots_give_the_same_bytes_a_year_later(dated, tmp_path):
    def tei(folder, *lists):
        job = tmp_path / "job.yaml"
        job.write_text(
            f"version: 1\ninput: {{paths: [in.jsonl]}}\noutput: {{dir: {folder}}}\n"
            f"annotators: {{entities: {{}}, sanctions: {{lists: {list(lists)}}}}}\n"
        )
        (tmp_path / "in.jsonl").write_text(
            '{"id": "one", "date": "2024-02-20", "language": "fr", "text": "Ivan Petrov."}\n'
        )
        assert cli(["batch", str(job), "--restart"], standalone_mode=False) in (0, None)
        return (tmp_path / folder / "one.tei.xml").read_bytes()

    first = tei("a", f"mine@{dated.sha256[:8]}")
    shutil.rmtree(tmp_path / "cache")  # compiled anew
    newer = tmp_path / "newer.csv"
    newer.write_text("id,name\n8,Someone ELSE\n9,Somebody MORE\n", encoding="utf-8")
    args = ["update", "mine", "--from", str(newer), "--date", "2027-02-20"]
    assert CliRunner().invoke(sanctions, args).exit_code == 0
    assert tei("a", f"mine@{dated.sha256[:8]}") == first
    assert dated.sha256.encode() in first and b"2026-02-20" in first and str(tmp_path).encode() not in first
