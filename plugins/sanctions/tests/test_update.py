"""``annotate sanctions update`` and ``list``, against a server on loopback and with files."""

import json
import shutil

import pytest
from annotate_sanctions import update
from annotate_sanctions.commands import sanctions
from annotate_sanctions.lists import load, sources
from annotate_sanctions.places import data_directory
from annotate_sanctions.snapshots import snapshots
from click.testing import CliRunner

from annotate.errors import UsageError

PARTY = """<INDIVIDUAL><FIRST_NAME>{name}</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>
<REFERENCE_NUMBER>KPi.{n}</REFERENCE_NUMBER><LISTED_ON>2012-12-31</LISTED_ON></INDIVIDUAL>"""


def un(day, parties):
    body = "".join(PARTY.format(n=f"{n:03}", name=name) for n, name in enumerate(parties))
    root = f'<CONSOLIDATED_LIST dateGenerated="{day}T00:00:09Z">'
    return f"{root}<INDIVIDUALS>{body}</INDIVIDUALS></CONSOLIDATED_LIST>".encode()


def run(*args):
    result = CliRunner().invoke(sanctions, args, catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def official(publisher, monkeypatch):
    """The official address of every list leads to the publisher; a list of twenty is a whole one."""
    monkeypatch.setattr(update, "addresses", lambda name: [("list.xml", publisher.address)])
    monkeypatch.setattr(update, "known_lists", lambda: ["un", "eu"])
    tables = {"lists.tsv": [["un", "20", "", "A title"]]}
    monkeypatch.setattr(update, "table", lambda file, columns: tables[file])
    monkeypatch.setattr("annotate_sanctions.fetch._pause", lambda seconds: None)
    publisher.content, publisher.etag = un("2026-02-27", ["DOE"] * 30), '"one"'
    return publisher


def test_a_list_is_downloaded_and_kept_as_a_dated_snapshot(official):
    code, out, _ = run("update", "un")
    assert code == 0 and out.startswith("un: new snapshot, of 2026-02-27 (sha256 ")
    assert out.rstrip().endswith("30 entries; 30 people from 30 rows")
    (snapshot,) = snapshots("un")
    assert (snapshot.date, snapshot.date_from, snapshot.entries) == ("2026-02-27", "list", 30)
    assert snapshot.folder.name == f"2026-02-27.{snapshot.sha256[:12]}"
    assert (snapshot.folder / "list.xml").read_bytes() == official.content
    assert sorted(f.name for f in snapshot.folder.parent.iterdir() if not f.name.startswith(".")) == [
        snapshot.folder.name
    ]


def test_the_same_list_is_neither_downloaded_nor_kept_twice(official):
    run("update", "un")
    code, out, _ = run("update", "un")
    assert code == 0 and out.startswith("un: unchanged, of 2026-02-27")
    assert official.seen[1]["If-None-Match"] == '"one"' and len(snapshots("un")) == 1
    official.etag = '"renamed"'  # the server forgot that it is the same
    assert run("update", "un")[1].startswith("un: unchanged, of 2026-02-27")
    assert len(snapshots("un")) == 1


def test_a_new_version_is_a_snapshot_of_its_own(official):
    run("update", "un")
    official.content, official.etag = un("2026-03-27", ["DOE"] * 32), '"two"'
    assert "32 entries, +2 since 2026-02-27" in run("update", "un")[1]
    assert [s.date for s in snapshots("un")] == ["2026-02-27", "2026-03-27"]


def test_a_list_that_shrank_is_refused_unless_that_is_right(official):
    run("update", "un")
    official.content, official.etag = un("2026-03-27", ["DOE"] * 26), '"two"'
    code, _, err = run("update", "un")
    assert code == 3 and "26 entries, where the snapshot of 2026-02-27 has 30: too few" in err
    assert len(snapshots("un")) == 1
    assert run("update", "un", "--accept-shrunk")[0] == 0 and len(snapshots("un")) == 2


def test_a_list_that_is_too_short_for_a_whole_one_is_refused(official):
    official.content = un("2026-02-27", ["DOE"] * 19)
    code, _, err = run("update", "un")
    assert code == 3 and "19 entries, where 'un' has 20 at the least" in err and snapshots("un") == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<html>Maintenance</html>", "a web page, not a list"),
        (un("2026-02-27", ["DOE"] * 30)[:900], "not well-formed XML, perhaps cut off"),
        (b"<sdnList/>", "this is the list 'ofac' (ofac_xml), not 'un'"),
        (b"", "holds no entry"),
    ],
)
def test_what_is_not_the_list_is_not_kept(official, content, message):
    official.content = content
    code, _, err = run("update", "un")
    assert code == 3 and message in err and snapshots("un") == []


def test_a_server_that_stumbles_is_asked_again(official):
    official.script = [500, 500, "break_off", 502]
    assert run("update", "un")[0] == 0 and len(snapshots("un")) == 1


def test_one_list_that_cannot_be_had_does_not_stop_the_others(official):
    code, out, err = run("update", "eu", "un")
    assert code == 1 and out.startswith("un: new snapshot") and err.startswith("annotate: error: eu: ")


def test_a_dry_run_asks_nobody(official):
    code, out, _ = run("update", "-n", "un")
    assert code == 0 and out == f"un: list.xml from {official.address}\n" and official.seen == []


def test_json_says_what_was_kept(official):
    (kept,) = json.loads(run("update", "un", "--json")[1])
    assert kept["kept"] and kept["previous"] is None and kept["rows"] == kept["entries"] == 30


def test_a_file_is_taken_where_there_is_no_network(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("id,name\n1,Ivan DOE\n", encoding="utf-8")
    assert run("update", "clients", "--from", str(path), "--date", "2026-02-27", "-n")[1].startswith(
        "clients: read, not kept, of 2026-02-27"
    )
    assert snapshots("clients") == []
    assert run("update", "clients", "--from", str(path), "--date", "2026-02-27")[0] == 0
    path.unlink()
    (found,) = load(["clients"])
    assert (found.authority.id, found.authority.date, found.entries[0].label) == ("clients", "2026-02-27", "Ivan DOE")


def test_files_that_belong_together_are_kept_together(tmp_path):
    empty = ",-0- " * 8
    (tmp_path / "sdn.csv").write_text(f'12,"DOE, Jane",individual,X{empty}\n', encoding="utf-8")
    (tmp_path / "alt.csv").write_text('12,1,"aka","ROE, Mary",-0- \n', encoding="utf-8")
    code, _, err = run("update", "ofac", "--from", str(tmp_path / "sdn.csv"))
    assert code == 3 and "1 entries, where 'ofac' has 3000 at the least; if that is right, say so" in err
    assert run("update", "ofac", "--from", str(tmp_path / "sdn.csv"), "--accept-shrunk")[0] == 0
    (found,) = load(["ofac"])
    assert [name.text for name in found.entries[0].names] == ["DOE, Jane", "ROE, Mary"]
    assert [resource.name for resource in found.resources] == ["ofac/sdn.csv", "ofac/alt.csv"]


def test_a_day_that_the_list_contradicts_is_an_error(tmp_path):
    path = tmp_path / "un.xml"
    path.write_bytes(un("2026-02-27", ["DOE"]))
    code, _, err = run("update", "un", "--from", str(path), "--date", "2026-02-28", "--accept-shrunk")
    assert code == 3 and "says that it is of 2026-02-27, not of 2026-02-28" in err


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["update", "--from", "FILE"], "name the one LIST"),
        (["update", "atlantis"], "'atlantis' has no official address here; there are un, eu, ofac, uk, fr, ch"),
        (["update", "un", "--date", "27.2.2026"], "--date: '27.2.2026' is not a date"),
        (["list", "-l", "un"], "no snapshot of it is there; fetch one with: annotate sanctions update un"),
        (["search", "x", "-l", "un@yesterday"], "neither a file nor a folder nor built in"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(tmp_path, args, message):
    path = tmp_path / "FILE"
    path.touch()
    with pytest.raises(UsageError, match=message):
        CliRunner().invoke(
            sanctions,
            [str(path) if arg == "FILE" else arg for arg in args],
            catch_exceptions=False,
            standalone_mode=False,
        )


@pytest.fixture
def two(tmp_path):
    """Two snapshots of a list: Roe came between them, Doe went, Poe was there all the time."""
    for day, parties in (("2026-01-10", "1,DOE\n2,POE\n"), ("2026-02-20", "2,POE\n3,ROE\n")):
        path = tmp_path / "mine.csv"
        path.write_text(f"id,name\n{parties}", encoding="utf-8")
        run("update", "mine", "--from", str(path), "--date", day)
    return snapshots("mine")


def test_list_shows_what_is_there_and_how_old(two):
    out = run("list", "--as-of", "2026-03-01")[1]
    assert f"mine@{two[1].sha256[:8]}: mine (a list of the user's own), of 2026-02-20, 9 days old" in out
    assert "2 people from 2 rows" in out
    assert "demo: Demonstration list, not for compliance" in out
    first, second, demo = json.loads(run("list", "--as-of", "2026-03-01", "--json")[1])
    assert (first["date"], second["date"], demo["date"]) == ("2026-01-10", "2026-02-20", None)
    assert (second["entries"], second["sha256"], second["source"]) == (2, two[1].sha256, "mine.csv")


@pytest.mark.parametrize(
    ("item", "as_of", "day"),
    [
        ("mine", None, "2026-02-20"),
        ("mine", "2026-02-19", "2026-01-10"),
        ("mine", "2026-02", "2026-02-20"),
        ("mine@2026-02-20", "2026-01-10", "2026-02-20"),
        ("mine@2026-01-31", None, "2026-01-10"),
    ],
)
def test_a_snapshot_is_chosen_by_day(two, item, as_of, day):
    (source,) = sources([item], as_of)
    assert source.date == day


def test_a_snapshot_is_chosen_by_its_hash(two):
    for snapshot in two:
        (source,) = sources([f"mine@{snapshot.sha256[:8]}"])
        assert source.sha256 == snapshot.sha256
    with pytest.raises(ValueError, match=r"no snapshots begin so; there are 2026-01-10 \("):
        sources(["mine@00000000"])


def test_a_day_before_all_snapshots_is_an_error_or_the_oldest_one(two):
    with pytest.raises(ValueError, match=r"no snapshot is from 2025-12-31 or before; there are 2026-01-10"):
        sources(["mine@2025-12-31"])
    assert [source.date for source in sources(["mine"], "2025-12-31")] == ["2026-01-10"]


def test_a_list_that_the_publisher_still_has_is_as_young_as_that(official):
    run("update", "un")
    (snapshot,) = snapshots("un")
    assert snapshot.checked == snapshot.fetched > snapshot.date
    (about, *_) = json.loads(run("list", "--as-of", snapshot.fetched, "--json")[1])
    assert about["age_days"] == 0


def test_a_file_from_the_shelf_is_as_old_as_it_is(two):
    assert [snapshot.checked for snapshot in two] == ["2026-01-10", "2026-02-20"]


def test_all_snapshots_together_tell_who_came_and_went(two):
    (found,) = load(["mine@all"])
    doe, poe, roe = found.entries
    assert (doe.delisted_after, doe.delisted) == ("2026-01-10", "2026-02-20")
    assert (poe.not_before, poe.not_after, poe.delisted) == (None, None, None)
    assert (roe.not_before, roe.not_after) == ("2026-01-10", "2026-02-20")
    assert found.authority.date == "2026-02-20" and len(found.resources) == 2
    assert "1 entries of earlier snapshots that were delisted since" in found.authority.description


def test_search_tells_who_was_listed_on_a_day(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("id,name,listed,delisted\n1,Ivan DOE,2022-03-01,2024-01-31\n", encoding="utf-8")
    said = [
        json.loads(run("search", "Ivan Doe", "-l", str(path), "--as-of", day, "--json")[1])["found"][0]["listed_as_of"]
        for day in ("2022-02-28", "2022-03-01", "2024-01-30", "2024-01-31")
    ]
    assert said == ["no", "yes", "yes", "no"]
    assert (
        "listed 2022-03-01, delisted 2024-01-31, on 2023: yes"
        in run("search", "Ivan Doe", "-l", str(path), "--as-of", "2023")[1]
    )


def test_search_names_the_lists_and_their_age_and_warns_of_old_ones(two):
    err = run("search", "x", "-l", "mine", "--as-of", "2026-03-01")[2]
    assert "mine: mine (a list of the user's own), of 2026-02-20, 9 days old" in err and "warning" not in err
    err = run("search", "x", "-l", "mine", "--as-of", "2026-04-01")[2]
    assert (
        "annotate: warning: the sanctions list mine is of 2026-02-20, 40 days before 2026-04-01; the limit is 30" in err
    )
    assert "warning" not in run("search", "x", "-l", "mine", "--as-of", "2026-04-01", "--stale-after", "40")[2]
    assert "warning" not in run("search", "x", "-l", "mine", "--as-of", "2026-04-01", "--stale", "ignore")[2]
    with pytest.raises(UsageError, match="40 days before"):
        run("search", "x", "-l", "mine", "--as-of", "2026-04-01", "--stale", "error")
    (about,) = json.loads(run("search", "x", "-l", "mine", "--as-of", "2026-03-01", "--json")[1])["lists"]
    assert about["age_days"] == 9 and about["sha256"] == two[1].sha256


def test_a_snapshot_that_was_changed_is_not_used(two):
    (file,) = two[1].folder.glob("*.csv")
    file.write_text(file.read_text() + "9,SOMEBODY ELSE\n")
    with pytest.raises(UsageError, match=r"mine\.csv: changed since it was fetched; delete the folder"):
        run("search", "x", "-l", "mine")


@pytest.mark.parametrize("name", ["../mine", "My list", "demo", "all", ""])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, name):
    path = tmp_path / "mine.csv"
    path.write_text("id,name\n1,DOE\n", encoding="utf-8")
    code, _, err = run("update", name, "--from", str(path))
    assert code == 3 and "cannot be a list's name" in err and not data_directory().exists()


def test_a_broken_description_says_what_to_do(two):
    (two[0].folder / "about.json").write_text("{")
    with pytest.raises(ValueError, match=r"not a snapshot's description .* delete the folder and fetch it again"):
        snapshots("mine")


def test_an_interrupted_snapshot_is_no_snapshot(two, monkeypatch, tmp_path):
    path = tmp_path / "more.csv"
    path.write_text("id,name\n2,POE\n3,ROE\n4,LOE\n", encoding="utf-8")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    code, _, err = run("update", "mine", "--from", str(path), "--date", "2026-03-01")
    assert code == 3 and "No space left on device" in err
    assert len(snapshots("mine")) == 2 and len(list((data_directory() / "mine").iterdir())) == 2


def test_the_real_lists_are_served_downloaded_and_kept(shared, publisher, monkeypatch):
    monkeypatch.setattr(update, "addresses", lambda name: [("consolidated.xml", publisher.address)])
    publisher.content = (shared / "un" / "consolidated.xml").read_bytes()
    publisher.script = [500, "break_off"]
    publisher.etag = '"real"'
    monkeypatch.setattr("annotate_sanctions.fetch._pause", lambda seconds: None)
    assert "of 2026-02-27" in run("update", "un")[1]
    assert snapshots("un")[0].kinds == {"organisation": 273, "person": 730}


@pytest.mark.parametrize(
    ("list", "rows", "repaired"), [("eu", 8017, 762), ("ofac", 11443, 0)], ids=["journal", "sdn.csv"]
)
def test_the_real_files_are_taken_and_every_row_is_accounted_for(shared, list, rows, repaired):
    code, _, _ = run("update", list, "--from", str(shared / list), "--date", "2026-08-21")
    (snapshot,) = snapshots(list)
    joined = sum(n for what, n in snapshot.noted.items() if what.startswith("rows"))
    assert code == 0 and snapshot.rows == rows == snapshot.entries + sum(snapshot.skipped.values()) + joined
    assert snapshot.repaired == repaired
