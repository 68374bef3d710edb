"""The official formats are read, and what is none of them is refused with file and line."""

import pytest
from annotate_sanctions.entries import PERSON, PREVIOUS, PRIMARY, STRONG, WEAK
from annotate_sanctions.homoglyphs import repair
from annotate_sanctions.lists import load

UN = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09Z"><INDIVIDUALS><INDIVIDUAL>
<FIRST_NAME>IVAN</FIRST_NAME><SECOND_NAME>DOE</SECOND_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>
<REFERENCE_NUMBER>KPi.900</REFERENCE_NUMBER><LISTED_ON>2012-12-31</LISTED_ON><DESIGNATION><VALUE>General</VALUE>
</DESIGNATION><NAME_ORIGINAL_SCRIPT>Иван ДОЕ</NAME_ORIGINAL_SCRIPT>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>John Doe</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Johnny</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><DATE>1968-12-30</DATE></INDIVIDUAL_DATE_OF_BIRTH>
</INDIVIDUAL></INDIVIDUALS><ENTITIES><ENTITY><FIRST_NAME>DOE TRADING</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>
<REFERENCE_NUMBER>KPe.900</REFERENCE_NUMBER></ENTITY></ENTITIES></CONSOLIDATED_LIST>"""
HEADER = (
    "celex,recordId,programKey,annex,measure,startDate,schema,name,alias,weakAlias,previousName,nationality,birthDate,"
    "position"
)


def eu(tmp_path, *rows, name="32099R0001.csv", header=HEADER):
    folder = tmp_path / "eu" / "consolidated"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return tmp_path / "eu"


def row(id, start, schema, name, rest=",,,,,"):
    return f"32099R0001,{id},EU-UKR,I.A,Asset freeze,{start},{schema},{name},{rest}"


def test_the_security_councils_list_is_read(tmp_path):
    path = tmp_path / "consolidated.xml"
    path.write_text(UN, encoding="utf-8")
    for item in (path, tmp_path):
        (found,) = load([str(item)])
        person, organisation = found.entries
        assert (person.id, person.kind, person.listed, person.born) == ("KPi.900", PERSON, "2012-12-31", ("1968",))
        assert [(n.text, n.quality) for n in person.names] == [
            ("IVAN DOE", PRIMARY),
            ("Иван ДОЕ", STRONG),
            ("John Doe", STRONG),
            ("Johnny", WEAK),
        ]
        assert person.functions == "General" and person.countries == ("kp",)
        assert organisation.label == "DOE TRADING" and organisation.listed is None
        assert found.authority.date == "2026-02-27" and found.authority.id == "un"


def test_the_journals_files_are_read(tmp_path):
    folder = eu(
        tmp_path,
        row(7, "26 Feb. 2011", "Person", "Ivan DOE", "Иван ДОЕ; John Doe,Johnny,Ivan ROE,Russian,1.2.1960,General"),
        row(8, "28.2.2022", "Company", "Doe Bank"),
        row(9, "2020", "Vessel", "Sea Star"),
        row(10, "2020", "Asset", "Doe House"),
    )
    (found,) = load([str(folder)])
    person, company, vessel = found.entries
    assert (vessel.kind, vessel.label) == ("vessel", "Sea Star")
    assert person.id == "32099R0001#I.A#7" and person.listed == "2011-02-26" and person.born == ("1960",)
    assert [n.quality for n in person.names] == [PRIMARY, STRONG, STRONG, WEAK, PREVIOUS]
    assert person.countries[0] == "ru" and person.functions == "General"
    assert company.listed == "2022-02-28"
    assert found.authority.description == "1 people, 1 organisations, 1 vessels from 4 rows; not used: 1 assets"


def test_an_annex_that_prints_no_dates_has_those_of_the_amending_acts(tmp_path):
    rows = (f"32014R0833,,EU-RUS,XV,Services ban,,LegalEntity,{name},,,,,," for name in ("Voice of Europe", "Doe News"))
    (found,) = load([str(eu(tmp_path, *rows, name="32014R0833.csv"))])
    assert {e.label: e.listed for e in found.entries} == {"Voice of Europe": "2024-05-17", "Doe News": None}


def test_one_party_under_two_acts_is_one_entry_since_its_first_listing(tmp_path):
    folder = eu(
        tmp_path,
        row(7, "28.2.2022", "Person", "Ivan DOE", ",,,,1960,"),
        row(8, "2.3.2021", "Person", "DOE Ivan", ",,,,1960,"),
        row(9, "1.1.2020", "Person", "Ivan DOE", ",,,,1990,"),
    )
    (found,) = load([str(folder)])
    assert [(e.id[-1], e.listed, e.also) for e in found.entries] == [
        ("8", "2021-03-02", ("32099R0001#I.A#7",)),
        ("9", "2020-01-01", ()),
    ]


def test_an_act_that_lists_nobody_is_no_error_but_a_folder_that_does_is(tmp_path):
    folder = eu(tmp_path, row(7, "2020", "Person", "Ivan DOE"))
    eu(tmp_path, name="32099R0002.csv")
    assert len(load([str(folder)])[0].entries) == 1
    with pytest.raises(ValueError, match="holds no entry"):
        load([str(eu(tmp_path / "other"))])


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["32099R0001,1,EU-UKR"], r"32099R0001\.csv:2: 3 columns where there should be 14"),
        ([row(1, "2020", "Ghost", "X")], r":2: a row without name, or of the unknown schema 'Ghost'"),
        ([row(1, "2020", "Person", "")], r":2: a row without name"),
    ],
)
def test_a_row_that_is_wrong_is_named(tmp_path, rows, message):
    with pytest.raises(ValueError, match=message):
        load([str(eu(tmp_path, *rows))])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("list.xml", "<!DOCTYPE html><html>Access denied</html>", "a web page"),
        ("list.xml", "<html><body>502</body></html>", "a web page"),
        ("list.xml", "<list/>", "XML of an unknown kind"),
        ("list.xml", UN[: len(UN) // 2], "not well-formed XML, perhaps cut off"),
        ("list.xml", UN.replace("KPi.900", ""), "without reference number"),
        ("list.xml", "<CONSOLIDATED_LIST/>", "holds no entry"),
        ("list.xml", '<!DOCTYPE a [<!ENTITY b "c">]><CONSOLIDATED_LIST/>', "document type"),
        ("list.csv", "", "holds no entry"),
        ("list.csv", "celex,name\n", "the column 'recordId' is missing"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        load([str(path)])


def test_a_folder_with_two_files_of_one_name_is_refused(tmp_path):
    for name in "ab":
        eu(tmp_path / name, row(7, "2020", "Person", "Ivan DOE"))
    with pytest.raises(ValueError, match=r"two files of the name 32099R0001\.csv; name the folder of one of them"):
        load([str(tmp_path)])


def test_a_folder_without_a_list_is_refused(tmp_path):
    with pytest.raises(ValueError, match="holds neither the EU's CSV files"):
        load([str(tmp_path)])


@pytest.mark.parametrize(
    ("written", "expected", "count"),
    [
        ("Ивaнов", "Иванов", 1),  # a Latin a
        ("Ivаnov Петров", "Ivanov Петров", 1),  # a Cyrillic а
        ("Уладзiмiравiч", "Уладзіміравіч", 1),
        ("Анатóлий Ниĸолаевич", "Анатолий Николаевич", 2),  # a stress, a kra
        ("ООО Bank", "ООО Bank", 0),
        ("Иванqв", "Иванqв", 0),  # no twin
        ("Ivan", "Ivan", 0),
    ],
)
def test_mixed_words_are_repaired_and_counted(written, expected, count):
    assert repair(written) == (expected, count)


def test_repairs_are_reported(tmp_path):
    (found,) = load([str(eu(tmp_path, row(7, "2020", "Person", "Ivan DOE", "Ивaн ДОЕ,,,,,")))])
    assert found.entries[0].names[1].text == "Иван ДОЕ"
    assert "repaired: 1 words" in found.authority.description
