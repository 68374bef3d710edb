"""The official OFAC layout is read, and what is not in it is refused with file and line."""

from datetime import date

import pytest
from annotate_sanctions.datafile import table
from annotate_sanctions.entries import PREVIOUS, PRIMARY, STRONG, WEAK
from annotate_sanctions.lists import load

EMPTY = ",-0- " * 8


def sdn(tmp_path, *lines, name="sdn.csv"):
    path = tmp_path / name
    path.write_bytes("\r\n".join([*lines, "\x1a"]).encode())
    return path


def test_people_and_organisations_are_read(tmp_path):
    path = sdn(
        tmp_path,
        f'12,"DOE, Jane Ann",individual,AAA] [BBB{EMPTY}',
        f'13,"ACME TRADING, LTD.",-0- ,AAA{EMPTY}',
        f"14,SEA STAR,vessel,AAA{EMPTY}",
    )
    found = load([str(path)])[0]
    person, company, _ = found.entries
    assert (person.id, person.kind, person.label, person.programme) == ("12", "person", "DOE, Jane Ann", "AAA, BBB")
    assert person.names[0] == ("DOE, Jane Ann", PRIMARY)
    assert (company.kind, company.names[0].text) == ("organisation", "ACME TRADING, LTD.")
    assert [e.kind for e in found.entries] == ["person", "organisation", "vessel"]
    assert found.authority.sha256 == found.resources[0].sha256 and found.authority.replacement == "sdn.csv#$1"


def test_aliases_beside_it_are_taken_and_orphans_counted(tmp_path):
    path = sdn(tmp_path, f'12,"DOE, Jane",individual,AAA{EMPTY}')
    sdn(
        tmp_path,
        '12,1,"aka","ROE, Mary",-0- ',
        '12,3,"fka","OLD, Mary",-0- ',
        '99,2,"aka","NOBODY",-0- ',
        name="alt.csv",
    )
    sdn(tmp_path, '12,7,"1 Main St","Damascus","Syria",-0- ', name="add.csv")
    sdn(tmp_path, '12,"; nationality Iran."', name="sdn_comments.csv")
    found = load([str(path)])[0]
    assert found.entries[0].nationalities == ("ir",) and found.entries[0].countries[:2] == ("ir", "sy")
    assert [tuple(n) for n in found.entries[0].names] == [
        ("DOE, Jane", PRIMARY),
        ("ROE, Mary", STRONG),
        ("OLD, Mary", PREVIOUS),
    ]
    assert "1 aliases that belong to no entry of sdn.csv" in found.authority.description
    assert [r.name for r in found.resources] == [f"ofac/{name}.csv" for name in ("sdn", "alt", "add", "sdn_comments")]


def test_remarks_tell_birth_nationality_and_weak_aliases(tmp_path):
    remarks = "DOB 26 Oct 1986; alt. DOB 1987; nationality Syria; a.k.a. 'MOSH'."
    empty = ",-0- " * 6
    path = sdn(tmp_path, f'12,"DOE, Jane",individual,SYRIA-CAESAR,Judge{empty},"{remarks}"')
    (person,) = load([str(path)])[0].entries
    assert person.born == ("1986", "1987") and "sy" in person.countries and person.functions == "Judge"
    assert person.names[1] == ("MOSH", WEAK) and person.not_before == "2019-12-20" and person.listed is None


def test_a_number_between_known_ones_was_added_between_their_dates(tmp_path):
    path = sdn(tmp_path, f'20157,"DOE, A",individual,X{EMPTY}', f'20600,"DOE, B",individual,X{EMPTY}')
    known, between = load([str(path)])[0].entries
    assert (known.not_before, known.not_after) == ("2016-07-06", "2016-07-06")
    assert (between.not_before, between.not_after) == ("2016-07-06", "2017-01-09")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<!DOCTYPE html><html><body>Access denied</body></html>", r"list\.csv:1: a web page"),
        (b"\n <html>", r"list\.csv:1: a web page"),
        (b"1,A,-0- ,P" + EMPTY.encode() + b"\n2,B,-0- \n", r"list\.csv:2: 3 columns where there should be 12"),
        (b"1,A,-0- ,P" + EMPTY.encode() + b"\n2,\xe9", r"list\.csv:2: not UTF-8"),
        (b"x,A,-0- ,P" + EMPTY.encode(), r"list\.csv:1: 'x' is not an entry's number"),
        (b'1,"A"B,-0- ,P' + EMPTY.encode(), r"list\.csv:1: not CSV"),
        (b'1,"A', r"list\.csv:1: not CSV"),
        (b"", r"list\.csv:1: the file holds no entry"),
        (b"\x1a", r"list\.csv:1: the file holds no entry"),
    ],
)
def test_what_is_no_list_is_refused_with_file_and_line(tmp_path, content, message):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=message):
        load([str(path)])[0]


def test_a_wrong_line_is_counted_across_fields_with_line_ends(tmp_path):
    path = sdn(tmp_path, f'1,"A\nB",-0- ,P{EMPTY}', "2,B")
    with pytest.raises(ValueError, match=r"sdn\.csv:3: 2 columns"):
        load([str(path)])[0]


def test_a_list_that_is_neither_built_in_nor_a_file_is_named():
    with pytest.raises(ValueError, match=r"'nowhere\.csv' is neither a file nor a folder nor built in"):
        load(["nowhere.csv"])


def test_two_snapshots_of_one_list_have_prefixes_of_their_own(tmp_path):
    one = sdn(tmp_path, f"1,A COMPANY,-0- ,P{EMPTY}")
    two = sdn(tmp_path, f"1,A COMPANY,-0- ,P{EMPTY}", name="older.csv")
    assert [found.authority.id for found in load([str(one), str(two), "demo", str(one)])] == ["ofac", "ofac-2", "demo"]


def test_the_built_in_list_says_what_it_is():
    (demo,) = load(["demo"])
    assert demo.authority.title == "Demonstration list, not for compliance"
    assert len(demo.entries) == len({entry.id for entry in demo.entries}) > 10
    for entry in demo.entries:
        assert entry.kind in ("person", "organisation")
        assert entry.listed and len(entry.listed) == len("2022-02-25")
        assert all("," in name.text or entry.kind == "organisation" for name in entry.names)


def test_every_fact_about_dates_names_its_source():
    anchors, programmes = list(table("ofac_anchors.tsv", 4)), list(table("ofac_programmes.tsv", 3))
    assert all(all(row) for row in anchors + programmes)
    assert all(date.fromisoformat(row[1]) for row in anchors + programmes)
    numbers = [(int(number), day) for number, day, *_ in anchors]
    assert numbers == sorted(numbers) and [day for _, day in numbers] == sorted(day for _, day in numbers)


def test_the_numbers_whose_days_are_known_are_those_of_the_real_list(shared):
    labels = {entry.id: entry.label.lower() for entry in load([str(shared / "ofac")])[0].entries}
    for number, _, who, _ in table("ofac_anchors.tsv", 4):
        family = who.partition(",")[0].split()[-1].lower()
        assert family in labels[number]
