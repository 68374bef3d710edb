"""Each official format is read: small files by hand, in the layout of the real ones."""

import json

import pytest
from annotate_sanctions.entries import ORGANISATION, PERSON, PREVIOUS, PRIMARY, STRONG, VESSEL, WEAK
from annotate_sanctions.formats import format_of
from annotate_sanctions.lists import load

OFAC = """<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML">
<publshInformation><Publish_Date>08/21/2026</Publish_Date><Record_Count>4</Record_Count></publshInformation>
<sdnEntry><uid>20157</uid><firstName>Jane Ann</firstName><lastName>DOE</lastName><title>Judge</title>
<sdnType>Individual</sdnType><programList><program>SYRIA-CAESAR</program><program>SDGT</program></programList>
<idList><id><uid>1</uid><idType>Passport</idType><idNumber>A123</idNumber><idCountry>Syria</idCountry></id></idList>
<akaList><aka><uid>2</uid><type>a.k.a.</type><category>strong</category><lastName>ROE</lastName>
<firstName>Jane</firstName></aka><aka><uid>3</uid><type>f.k.a.</type><category>strong</category>
<lastName>OLD</lastName><firstName>Jane</firstName></aka><aka><uid>4</uid><type>a.k.a.</type>
<category>weak</category><lastName>MOSH</lastName></aka></akaList>
<nationalityList><nationality><uid>5</uid><country>Syria</country><mainEntry>true</mainEntry></nationality></nationalityList>
<dateOfBirthList><dateOfBirthItem><uid>6</uid><dateOfBirth>26 Oct 1986</dateOfBirth><mainEntry>true</mainEntry>
</dateOfBirthItem></dateOfBirthList></sdnEntry>
<sdnEntry><uid>20600</uid><lastName>ACME TRADING</lastName><sdnType>Entity</sdnType></sdnEntry>
<sdnEntry><uid>20601</uid><lastName>SEA STAR</lastName><sdnType>Vessel</sdnType></sdnEntry>
<sdnEntry><uid>20602</uid><lastName>EP-DOE</lastName><sdnType>Aircraft</sdnType></sdnEntry></sdnList>"""

ADVANCED = """<?xml version="1.0" encoding="utf-8"?>
<Sanctions xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML">
<DateOfIssue CalendarTypeID="1"><Year>2026</Year><Month>8</Month><Day>21</Day></DateOfIssue>
<ReferenceValueSets>
<AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1401">F.K.A.</AliasType>
<AliasType ID="1403">Name</AliasType></AliasTypeValues>
<CountryValues><Country ID="11187" ISO2="SY">Syria</Country></CountryValues>
<FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType><FeatureType ID="10">Nationality Country</FeatureType>
<FeatureType ID="26">Title</FeatureType></FeatureTypeValues>
<IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType></IDRegDocTypeValues>
<NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name</NamePartType>
<NamePartType ID="1525">Entity Name</NamePartType></NamePartTypeValues>
<PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="2">Entity</PartyType></PartyTypeValues>
<PartySubTypeValues><PartySubType ID="1" PartyTypeID="4">Vessel</PartySubType>
<PartySubType ID="2" PartyTypeID="4">Aircraft</PartySubType><PartySubType ID="3" PartyTypeID="2">Unknown</PartySubType>
<PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
<SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType><SanctionsType ID="1705">Block</SanctionsType>
</SanctionsTypeValues></ReferenceValueSets>
<Locations><Location ID="7"><LocationCountry CountryID="11187" CountryRelevanceID="1"/></Location></Locations>
<IDRegDocuments><IDRegDocument ID="9" IDRegDocTypeID="1571" IdentityID="50"><Comment/>
<IDRegistrationNo>A123</IDRegistrationNo></IDRegDocument></IDRegDocuments>
<DistinctParties>
<DistinctParty FixedRef="20157"><Comment/><Profile ID="20157" PartySubTypeID="4"><Identity ID="50" Primary="true">
<Alias FixedRef="20157" AliasTypeID="1400" Primary="false" LowQuality="true"><DocumentedName ID="2"><DocumentedNamePart>
<NamePartValue NamePartGroupID="61" ScriptID="215">MOSH</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
<Alias FixedRef="20157" AliasTypeID="1403" Primary="true" LowQuality="false"><DocumentedName ID="1">
<DocumentedNamePart><NamePartValue NamePartGroupID="60" ScriptID="215">DOE</NamePartValue></DocumentedNamePart>
<DocumentedNamePart><NamePartValue NamePartGroupID="61" ScriptID="215">Jane Ann</NamePartValue></DocumentedNamePart>
</DocumentedName>
<DocumentedName ID="3"><DocumentedNamePart><NamePartValue NamePartGroupID="60" ScriptID="220">دو
</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
<Alias FixedRef="20157" AliasTypeID="1401" Primary="false" LowQuality="false">
<DocumentedName ID="4"><DocumentedNamePart>
<NamePartValue NamePartGroupID="60">OLD</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
<NamePartGroups><MasterNamePartGroup><NamePartGroup ID="60" NamePartTypeID="1520"/></MasterNamePartGroup>
<MasterNamePartGroup><NamePartGroup ID="61" NamePartTypeID="1521"/></MasterNamePartGroup></NamePartGroups></Identity>
<Feature ID="1" FeatureTypeID="8"><FeatureVersion ID="1"><DatePeriod CalendarTypeID="1"><Start Approximate="false">
<From><Year>1986</Year><Month>1</Month><Day>1</Day></From><To><Year>1986</Year><Month>1</Month><Day>1</Day></To></Start>
<End Approximate="false"><From><Year>1986</Year><Month>12</Month><Day>31</Day></From><To><Year>1986</Year>
<Month>12</Month><Day>31</Day></To></End></DatePeriod></FeatureVersion></Feature>
<Feature ID="2" FeatureTypeID="10"><FeatureVersion ID="2"><VersionLocation LocationID="7"/></FeatureVersion></Feature>
<Feature ID="3" FeatureTypeID="26"><FeatureVersion ID="3"><VersionDetail DetailTypeID="1432">Judge</VersionDetail>
</FeatureVersion></Feature></Profile></DistinctParty>
<DistinctParty FixedRef="20600"><Profile ID="20600" PartySubTypeID="3"><Identity ID="51" Primary="true">
<Alias AliasTypeID="1403" Primary="true" LowQuality="false"><DocumentedName ID="5"><DocumentedNamePart>
<NamePartValue NamePartGroupID="62">ACME TRADING</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
<NamePartGroups><MasterNamePartGroup><NamePartGroup ID="62" NamePartTypeID="1525"/></MasterNamePartGroup>
</NamePartGroups></Identity></Profile></DistinctParty>
<DistinctParty FixedRef="20602"><Profile ID="20602" PartySubTypeID="2"/></DistinctParty>
<DistinctParty FixedRef="20603"><Profile ID="20603" PartySubTypeID="4"/></DistinctParty></DistinctParties>
<SanctionsEntries>
<SanctionsEntry ID="20157" ProfileID="20157" ListID="1550"><EntryEvent ID="20157" EntryEventTypeID="1" LegalBasisID="1">
<Comment/><Date CalendarTypeID="1"><Year>2020</Year><Month>3</Month><Day>9</Day></Date></EntryEvent>
<SanctionsMeasure ID="1" SanctionsTypeID="1"><Comment>SYRIA-CAESAR</Comment></SanctionsMeasure>
<SanctionsMeasure ID="2" SanctionsTypeID="1705"><Comment/></SanctionsMeasure></SanctionsEntry>
<SanctionsEntry ID="20600" ProfileID="20600" ListID="1550"><EntryEvent ID="20600" EntryEventTypeID="1"/>
<SanctionsMeasure ID="3" SanctionsTypeID="1"><Comment>SDGT</Comment></SanctionsMeasure></SanctionsEntry>
</SanctionsEntries></Sanctions>"""

FSF = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-08-05T16:47:04.449+02:00" globalFileId="184961">
<sanctionEntity designationDate="2014-03-17" designationDetails="" unitedNationId="" euReferenceNumber="EU.27.28"
 logicalId="13"><regulation regulationType="amendment" entryIntoForceDate="2018-02-16" publicationDate="2018-02-17"
 numberTitle="2018/223 (OJ L43)" programme="UKR" logicalId="1"><publicationUrl>http://eur-lex</publicationUrl></regulation>
<subjectType code="person" classificationCode="P"/>
<nameAlias firstName="" middleName="" lastName="" wholeName="Vania" strong="false" function="" logicalId="1"/>
<nameAlias firstName="Ivan" middleName="" lastName="DOE" wholeName="Ivan DOE" strong="true" function="Minister"/>
<nameAlias wholeName="Иван ДОE" strong="true" nameLanguage="RU"/>
<nameAlias wholeName="Jo Doe" strong="true"><remark>Low quality alias</remark></nameAlias>
<citizenship countryIso2Code="00" countryDescription="UNKNOWN"/>
<citizenship countryIso2Code="RU" countryDescription="X"/>
<birthdate circa="false" birthdate="1960-02-01" year="1960"/><birthdate circa="true" year="1961"/>
<identification identificationTypeCode="passport" number="A123"/></sanctionEntity>
<sanctionEntity euReferenceNumber="EU.99.1" logicalId="99"><regulation programme="BLR" entryIntoForceDate="2021-06-21"/>
<regulation programme="BLR" entryIntoForceDate="2022-03-03"/>
<subjectType code="enterprise" classificationCode="E"/>
<nameAlias wholeName="Doe Bank" strong="true"/></sanctionEntity>
<sanctionEntity euReferenceNumber="EU.98.1">
<subjectType code="other" classificationCode="X"/></sanctionEntity></export>"""

UK = """<?xml version="1.0" encoding="utf-8"?>
<Designations><DateGenerated>13/02/2026</DateGenerated><Designation><LastUpdated>15/09/2025</LastUpdated>
<DateDesignated>16/03/2022</DateDesignated><UniqueID>RUS0001</UniqueID><OFSIGroupID>14001</OFSIGroupID>
<UNReferenceNumber/><Names><Name><Name6>Vania</Name6><NameType>ALias</NameType></Name>
<Name><Name1>Ivan</Name1><Name2>Petrovich</Name2><Name6>DOE</Name6><NameType>Primary name</NameType></Name></Names>
<NonLatinNames><NonLatinName><NameNonLatinScript>Иван ДОЕ</NameNonLatinScript></NonLatinName></NonLatinNames>
<RegimeName>The Russia (Sanctions) (EU Exit) Regulations 2019</RegimeName>
<IndividualEntityShip>Individual</IndividualEntityShip><IndividualDetails><Individual>
<DOBs><DOB>dd/mm/1960</DOB><DOB>01/02/1961</DOB></DOBs><Nationalities><Nationality>Russia</Nationality></Nationalities>
<Positions><Position>Minister</Position></Positions>
<PassportDetails><Passport><PassportNumber>A123</PassportNumber></Passport></PassportDetails></Individual>
</IndividualDetails></Designation><Designation><DateDesignated>01/02/2024</DateDesignated>
<UniqueID>RUS0002</UniqueID>
<Names><Name><Name6>SEA STAR</Name6><NameType>Primary Name</NameType></Name></Names>
<RegimeName>The Russia (Sanctions) (EU Exit) Regulations 2019</RegimeName>
<IndividualEntityShip>Ship</IndividualEntityShip>
<ShipDetails><Ship><IMONumbers><IMONumber>9074729</IMONumber></IMONumbers></Ship></ShipDetails></Designation>
<Designation><UniqueID>RUS0003</UniqueID><IndividualEntityShip>Entity</IndividualEntityShip><Names/></Designation>
</Designations>"""

UK_CSV = """Report Date: 13-Feb-2026
Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Name type,\
Alias strength,\
Title,Name non-latin script,Regime Name,Designation Type,Date Designated,D.O.B,Nationality(/ies),Position,\
Passport number
15/09/2025,RUS0001,14001,,Vania,,,,,,Alias,Weak,,,The Russia (Sanctions) (EU Exit) Regulations 2019,Individual,\
16/03/2022,00/00/1960,Russia,Minister,
15/09/2025,RUS0001,14001,,DOE,Ivan,Petrovich,,,,Primary Name,,,Иван ДОЕ,\
The Russia (Sanctions) (EU Exit) Regulations 2019,Individual,16/03/2022,01/02/1961,Russia,Minister,A123
"""

FRANCE = {
    "Publications": {
        "DatePublication": "2026-08-21T10:00:00",
        "PublicationDetail": [
            {
                "IdRegistre": 4210,
                "Nature": "Personne physique",
                "Nom": "DOE",
                "RegistreDetail": [
                    {"TypeChamp": "PRENOM", "Valeur": [{"Prenom": "Ivan"}]},
                    {"TypeChamp": "ALIAS", "Valeur": [{"Alias": "Ivan Doé", "Commentaire": ""}]},
                    {"TypeChamp": "DATE_DE_NAISSANCE", "Valeur": [{"Jour": "1", "Mois": "2", "Annee": "1960"}]},
                    {"TypeChamp": "NATIONALITE", "Valeur": [{"Pays": "Russie"}]},
                    {"TypeChamp": "TITRE", "Valeur": [{"Titre": "Ministre"}]},
                    {"TypeChamp": "MOTIFS", "Valeur": [{"Motifs": "Pour des motifs."}]},
                    {
                        "TypeChamp": "FONDEMENT_JURIDIQUE",
                        "Valeur": [{"FondementJuridiqueLabel": "Règlement (UE) n° 269/2014 du 17 mars 2014 (Ukraine)"}],
                    },
                    {"TypeChamp": "REFERENCE_UE", "Valeur": [{"ReferenceUe": "EU.27.28"}]},
                ],
            },
            {"IdRegistre": 4211, "Nature": "Personne morale", "Nom": "BANQUE DOE", "RegistreDetail": []},
            {"IdRegistre": 4212, "Nature": "Navire", "Nom": "SEA STAR", "RegistreDetail": []},
            {"IdRegistre": 4213, "Nature": "Aéronef", "Nom": "EP-DOE", "RegistreDetail": []},
        ],
    }
}

SECO = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<swiss-sanctions-list list-type="whole-list" date="2026-05-21">
<sanctions-program ssid="20" version-date="2026-05-21"><program-key lang="ger">Belarus</program-key>
<program-key lang="eng">Belarus</program-key><sanctions-set ssid="4387" lang="eng">annex 13</sanctions-set>
</sanctions-program>
<target ssid="100"><sanctions-set-id>4387</sanctions-set-id><individual sex="male"><identity ssid="1" main="true">
<name ssid="2" name-type="alias" quality="low"><name-part order="1" name-part-type="whole-name"><value>Vania</value>
</name-part></name><name ssid="3" name-type="primary-name" quality="good" lang="eng">
<name-part order="1" name-part-type="title"><value>General</value></name-part>
<name-part order="3" name-part-type="given-name"><value>Ivan</value>
<spelling-variant lang="rus" script="CYRL">Иван</spelling-variant></name-part>
<name-part order="2" name-part-type="family-name"><value>Doe</value>
<spelling-variant lang="rus" script="CYRL">ДОЕ</spelling-variant></name-part></name>
<day-month-year ssid="4" day="1" month="2" year="1960" calendar="Gregorian"/>
<nationality ssid="5"><country iso-code="BY">Belarus</country></nationality><place-of-birth ssid="6" place-id="900"/>
<identification-document ssid="7" document-type="passport"><number>A123</number></identification-document>
</identity><justification ssid="8">Minister.</justification></individual>
<modification modification-type="listed" enactment-date="2022-03-15" publication-date="2022-03-16"
 effective-date="2022-03-16"/><modification modification-type="amended" effective-date="2023-01-11"><added>
<target ssid="100"><individual><identity ssid="1"/></individual></target></added></modification></target>
<target ssid="101"><sanctions-set-id>4387</sanctions-set-id><entity><identity ssid="9" main="true">
<name ssid="10" name-type="primary-name" quality="good"><name-part order="1" name-part-type="whole-name">
<value>Doe Bank</value></name-part></name></identity></entity>
<modification modification-type="listed" effective-date="2021-08-11"/>
<modification modification-type="de-listed" effective-date="2024-09-15"/></target>
<target ssid="102"><sanctions-set-id>4387</sanctions-set-id>
<object object-type="vessel"><identity ssid="11" main="true">
<name ssid="12" name-type="primary-name" quality="good"><name-part order="1" name-part-type="whole-name">
<value>Sea Star</value></name-part></name></identity></object></target>
<place ssid="900"><location>Brest</location><country iso-code="BY">Belarus</country></place></swiss-sanctions-list>"""

OPENSANCTIONS = """id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,\
program_ids,dataset,first_seen,last_seen,last_change
NK-1,Person,Ivan Doe,"Иван Доe;""Doe; Ivan"";Vania",1960-02-01,ru,,A123,"EU Regulation",,,EU-UKR,EU FSF,\
2022-03-01T00:00:00,2026-08-01,2026-08-01
NK-2,Security,Doe Bond,,,,,,,,,,,,,
NK-3,Vessel,Sea Star,,,,,,,,,,,,,
"""

FTM = [
    {
        "id": "s1",
        "schema": "Sanction",
        "properties": {"entity": ["p1"], "programId": ["EU-UKR"], "startDate": ["2022-03-01"]},
    },
    {
        "id": "p1",
        "caption": "Ivan Doe",
        "schema": "Person",
        "properties": {
            "name": ["Ivan Doe", "Иван Доe"],
            "weakAlias": ["Vania"],
            "previousName": ["Ivan Roe"],
            "birthDate": ["1960-02-01"],
            "nationality": ["ru"],
            "position": ["Minister"],
            "passportNumber": ["A123"],
        },
    },
    {"id": "a1", "schema": "Address", "properties": {}},
    {"id": "p2", "caption": "His Wife", "schema": "Person", "properties": {"name": ["His Wife"]}},
    {
        "id": "c1",
        "caption": "Doe Bank",
        "schema": "Company",
        "properties": {
            "name": ["Doe Bank"],
            "sanctions": [
                {"id": "s2", "schema": "Sanction", "properties": {"startDate": ["2020"], "endDate": ["2023"]}}
            ],
        },
    },
]

OWN = """# my list
id,name,kind,aliases,weak_aliases,previous_names,programme,listed,delisted,born,nationality,function,identifiers
1,"DOE, Ivan",,Иван ДОE,Vania,Ivan Roe,MINE,2022-03-01,2024-01-31,1960-02-01,RU,Minister,A123
2,Doe Bank,org,,,,,,,,,,
3,Sea Star,vessel,,,,,,,,,,
"""


def read(tmp_path, content, name):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    (found,) = load([str(path)])
    return found, {entry.id: entry for entry in found.entries}


def names(entry):
    return [(name.text, name.quality) for name in entry.names]


def test_ofac_simple_xml(tmp_path):
    found, entries = read(tmp_path, OFAC, "sdn.xml")
    assert (found.authority.id, found.authority.date) == ("ofac", "2026-08-21")
    assert (
        found.authority.description == "1 people, 1 organisations, 1 vessels from 4 rows; not used: 1 of type Aircraft"
    )
    jane = entries["20157"]
    assert names(jane) == [("DOE, Jane Ann", PRIMARY), ("ROE, Jane", STRONG), ("OLD, Jane", PREVIOUS), ("MOSH", WEAK)]
    assert (jane.programme, jane.functions, jane.births) == ("SYRIA-CAESAR, SDGT", "Judge", ("1986-10-26",))
    assert (jane.nationalities, jane.identifiers) == (("sy",), ("Passport A123",))
    assert jane.listed is None  # the layout has no dates


def test_ofac_simple_xml_is_refused_if_it_has_fewer_entries_than_it_says(tmp_path):
    with pytest.raises(ValueError, match="4 entries where the file says 9: it is cut off"):
        read(tmp_path, OFAC.replace("<Record_Count>4", "<Record_Count>9"), "sdn.xml")


def test_ofac_advanced_xml_has_the_day_of_listing(tmp_path):
    found, entries = read(tmp_path, ADVANCED, "sdn_advanced.xml")
    assert (found.authority.id, found.authority.date) == ("ofac", "2026-08-21")
    assert found.authority.description == (
        "1 people, 1 organisations from 4 rows; not used: 1 named by others, on no list themselves, 1 of type Aircraft"
    )
    jane = entries["20157"]
    assert names(jane) == [("DOE, Jane Ann", PRIMARY), ("MOSH", WEAK), ("دو", STRONG), ("OLD", PREVIOUS)]
    assert (jane.listed, jane.not_before, jane.programme) == ("2020-03-09", None, "SYRIA-CAESAR")
    assert (jane.births, jane.nationalities, jane.functions) == (("1986",), ("sy",), "Judge")
    assert jane.identifiers == ("Passport A123",)
    assert entries["20600"].listed is None and entries["20600"].kind == ORGANISATION


def test_the_commissions_file(tmp_path):
    found, entries = read(tmp_path, FSF, "eu.xml")
    assert (found.authority.id, found.authority.date) == ("eu", "2026-08-05")
    assert "1 of neither kind, person or entity" in found.authority.description
    assert "repaired: 1 words" in found.authority.description
    ivan, bank = entries["EU.27.28"], entries["EU.99.1"]
    assert names(ivan) == [("Ivan DOE", PRIMARY), ("Vania", WEAK), ("Иван ДОЕ", STRONG), ("Jo Doe", WEAK)]
    assert (ivan.listed, ivan.births, ivan.nationalities) == ("2014-03-17", ("1960-02-01", "1961"), ("ru",))
    assert (ivan.functions, ivan.identifiers) == ("Minister", ("passport A123",))
    assert (bank.listed, bank.not_after, bank.programme) == (None, "2021-06-21", "BLR")
    assert bank.countries == ("by",)  # the programme's


def test_the_uk_list_as_xml(tmp_path):
    found, entries = read(tmp_path, UK, "UK-Sanctions-List.xml")
    assert (found.authority.id, found.authority.date) == ("uk", "2026-02-13")
    assert found.authority.description.endswith("not used: 1 without a name")
    ivan = entries["RUS0001"]
    assert names(ivan) == [("DOE, Ivan Petrovich", PRIMARY), ("Vania", STRONG), ("Иван ДОЕ", STRONG)]
    assert (ivan.listed, ivan.births, ivan.nationalities) == ("2022-03-16", ("1960", "1961-02-01"), ("ru",))
    assert (ivan.functions, ivan.identifiers) == ("Minister", ("passport A123",))
    assert entries["RUS0002"].kind == VESSEL and entries["RUS0002"].identifiers == ("IMO 9074729",)


def test_the_uk_list_as_csv_joins_the_rows_of_a_party(tmp_path):
    found, entries = read(tmp_path, UK_CSV, "UK-Sanctions-List.csv")
    assert (found.authority.id, found.authority.date) == ("uk", "2026-02-13")
    assert "1 rows about a party of another row" in found.authority.description
    ivan = entries["RUS0001"]
    assert names(ivan) == [("DOE, Ivan Petrovich", PRIMARY), ("Vania", WEAK), ("Иван ДОЕ", STRONG)]
    assert (ivan.listed, ivan.births, ivan.countries) == ("2022-03-16", ("1960", "1961-02-01"), ("ru",))


def test_the_french_register(tmp_path):
    found, entries = read(tmp_path, json.dumps(FRANCE, ensure_ascii=False), "registre.json")
    assert (found.authority.id, found.authority.date) == ("fr", "2026-08-21")
    assert "1 of the nature 'Aéronef'" in found.authority.description
    ivan = entries["4210"]
    assert names(ivan) == [("DOE, Ivan", PRIMARY), ("Ivan Doé", STRONG)]
    assert (ivan.births, ivan.nationalities, ivan.functions) == (("1960-02-01",), ("ru",), "Ministre")
    assert (ivan.listed, ivan.not_before, ivan.identifiers) == (None, "2014-03-17", ("EU.27.28",))
    assert "ua" in ivan.countries and [e.kind for e in entries.values()] == [PERSON, ORGANISATION, VESSEL]


def test_the_swiss_list_keeps_who_was_delisted_and_when(tmp_path):
    found, entries = read(tmp_path, SECO, "seco.xml")
    assert (found.authority.id, found.authority.date) == ("ch", "2026-05-21")
    ivan, bank = entries["100"], entries["101"]
    assert names(ivan) == [("Doe, Ivan", PRIMARY), ("Vania", WEAK), ("ДОЕ, Иван", STRONG)]
    assert (ivan.listed, ivan.delisted, ivan.programme) == ("2022-03-16", None, "Belarus")
    assert (ivan.births, ivan.nationalities, ivan.functions) == (("1960-02-01",), ("by",), "Minister.")
    assert ivan.identifiers == ("passport A123",)
    assert (bank.listed, bank.delisted) == ("2021-08-11", "2024-09-15") and entries["102"].kind == VESSEL


def test_a_swiss_list_of_changes_only_is_refused(tmp_path):
    with pytest.raises(ValueError, match="a list of the type 'delta'; the whole list is needed"):
        read(tmp_path, SECO.replace("whole-list", "delta"), "seco.xml")


def test_opensanctions_simple_csv(tmp_path):
    found, entries = read(tmp_path, OPENSANCTIONS, "targets.simple.csv")
    assert found.authority.id == "opensanctions" and "BY-NC" in found.authority.licence
    assert "1 of the schema Security" in found.authority.description
    ivan = entries["NK-1"]
    assert names(ivan) == [("Ivan Doe", PRIMARY), ("Иван Дое", STRONG), ("Doe; Ivan", STRONG), ("Vania", STRONG)]
    assert (ivan.programme, ivan.births, ivan.nationalities) == ("EU-UKR", ("1960-02-01",), ("ru",))
    assert (ivan.listed, ivan.not_after) == (None, "2022-03-01")


def test_entities_of_followthemoney(tmp_path):
    found, entries = read(tmp_path, "\n".join(map(json.dumps, FTM)), "entities.ftm.json")
    assert found.authority.id == "opensanctions"
    assert "2 that describe a party (sanctions, addresses, papers), 1 that no sanction points at" in (
        found.authority.description
    )
    ivan, bank = entries["p1"], entries["c1"]
    assert names(ivan) == [("Ivan Doe", PRIMARY), ("Иван Дое", STRONG), ("Ivan Roe", PREVIOUS), ("Vania", WEAK)]
    assert (ivan.listed, ivan.programme, ivan.identifiers) == ("2022-03-01", "EU-UKR", ("A123",))
    assert (bank.listed, bank.delisted) == ("2020", "2023")


def test_a_list_of_ones_own(tmp_path):
    found, entries = read(tmp_path, OWN, "mine.csv")
    assert found.authority.id == "own"
    ivan = entries["1"]
    assert names(ivan) == [("DOE, Ivan", PRIMARY), ("Иван ДОЕ", STRONG), ("Ivan Roe", PREVIOUS), ("Vania", WEAK)]
    assert (ivan.listed, ivan.delisted, ivan.nationalities) == ("2022-03-01", "2024-01-31", ("ru",))
    assert [e.kind for e in entries.values()] == [PERSON, ORGANISATION, VESSEL]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("id,name,nom\n1,a,b\n", "the column 'nom' is unknown; there are id, name, kind"),
        ("id,name\n1,\n", r"mine\.csv:2: a row without id or name"),
        ("id,name\n1,a\n1,b\n", r"mine\.csv:3: the id '1' stands here twice"),
        ("id,name,kind\n1,a,cat\n", r"mine\.csv:2: the kind 'cat' is none of"),
        ("id,name,listed\n1,a,1.2.2024\n", r"mine\.csv:2: listed is '1\.2\.2024'; write it as"),
    ],
)
def test_what_is_wrong_in_a_list_of_ones_own_is_said(tmp_path, row, message):
    with pytest.raises(ValueError, match=message):
        read(tmp_path, row, "mine.csv")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (OFAC, "ofac_xml"),
        (ADVANCED, "ofac_advanced"),
        (FSF, "eu_fsf"),
        (UK, "uk_xml"),
        (UK_CSV, "uk_csv"),
        (SECO, "seco"),
        (json.dumps(FRANCE), "france"),
        (OPENSANCTIONS, "opensanctions"),
        (json.dumps(FTM[1]), "ftm"),
        (OWN, "own_csv"),
        ("celex,recordId,name\n", "eu_journal"),
        ("36,AEROCARIBBEAN,-0- ,CUBA\n", "ofac_csv"),
    ],
)
def test_a_format_is_known_by_the_content_whatever_the_files_name(tmp_path, content, name):
    path = tmp_path / "file"
    path.write_bytes(b"\xef\xbb\xbf" + content.encode())
    assert format_of(path) == name


@pytest.mark.parametrize("content", [OFAC, ADVANCED, FSF, UK, SECO])
def test_xml_that_is_cut_off_is_refused_with_its_line(tmp_path, content):
    with pytest.raises(ValueError, match=r"list\.xml:\d+: not well-formed XML, perhaps cut off"):
        read(tmp_path, content[: len(content) * 3 // 4], "list.xml")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (json.dumps(FRANCE)[:200], r"list\.json:1: not JSON, perhaps cut off"),
        ('{"error": "Service indisponible"}', "no Publications with PublicationDetail"),
        ('{"id": "x", "schema": "Person"', r"list\.json:1: no entity of FollowTheMoney, or the file is cut off"),
    ],
)
def test_json_that_is_cut_off_or_another_is_refused(tmp_path, content, message):
    with pytest.raises(ValueError, match=message):
        read(tmp_path, content, "list.json")


@pytest.mark.parametrize("root", ["CONSOLIDATED_LIST", "sdnList", "Designations"])
def test_entities_are_never_resolved(tmp_path, root):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    begin = " " * 5000  # beyond what the format is known by
    document_type = f'<!DOCTYPE {root} [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    with pytest.raises(ValueError, match="document type"):
        read(tmp_path, f"<?xml version='1.0'?>{document_type}<{root}>&e;</{root}>", "list.xml")
    with pytest.raises(ValueError, match=r"document type|XML of an unknown kind"):
        read(tmp_path, f"<?xml version='1.0'?>{begin}{document_type}<{root}>&e;</{root}>", "list.xml")
