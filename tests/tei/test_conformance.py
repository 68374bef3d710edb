"""The conformance kit in docs/conformance: what is expected of every tool is what is found here."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
import yaml
from lxml import etree

from annotate.errors import TeiError
from annotate.tei.read import read_tei
from annotate.tei.validate import validate_file

ROOT = Path(__file__).parents[2]
KIT = ROOT / "docs" / "conformance"
CASES = yaml.safe_load((KIT / "cases.yaml").read_text("utf-8"))
GOOD, BAD = ([case for case in CASES if case["file"].startswith(folder)] for folder in ("good/", "bad/"))
SCHEMA = ROOT.parent / "shared" / "tei" / "tei_all.rng"
RULES = {"xml", "guidelines", "profile", "words", "text", "references"}


def cases(listed):
    return [pytest.param(case, id=case["file"]) for case in listed]


def test_every_file_stands_once_in_the_manifest_and_says_what_it_shows():
    files = Counter(case["file"] for case in CASES)
    assert files == Counter(path.relative_to(KIT).as_posix() for path in KIT.glob("*/*.xml"))
    assert len(CASES) >= 40
    assert {case["rule"] for case in BAD} == RULES
    for case in CASES:
        data = (KIT / case["file"]).read_bytes()
        assert len(data) < 3000, case["file"]
        known = {"file", "about", "schema", *(("points",) if case in GOOD else ("rule", "codes", "tei"))}
        assert case.keys() <= known, case["file"]


@pytest.mark.parametrize("case", cases(GOOD))
def test_a_good_file_is_valid_and_its_pointers_lead_to_the_words(case):
    assert validate_file(KIT / case["file"]) == []
    document = read_tei(KIT / case["file"])
    found = {
        annotation.id: [document.text[start:end] for start, end in annotation.spans]
        for annotation in document.layer("mark")
        if annotation.spans
    }
    assert found == case.get("points", {})


@pytest.mark.parametrize("case", cases(BAD))
def test_a_bad_file_is_refused_for_its_one_fault(case):
    path = KIT / case["file"]
    assert Counter(violation.code for violation in validate_file(path)) == Counter(case["codes"])
    if case["rule"] in ("xml", "guidelines") and "duplicate-id" not in case["file"]:
        with pytest.raises(TeiError):
            document = read_tei(path)
            for annotation in document.layer("mark"):  # a target that is taken for an entity's id leads nowhere
                if annotation.entity not in document:
                    raise TeiError(f"{annotation.entity} is not there")


_NUMBERS = re.compile(r"#string-range\((\w+)((?:,-?[0-9]+,[0-9]+)+)\)")


@pytest.mark.parametrize("case", cases(case for case in BAD if "tei" in case))
def test_what_the_guidelines_make_of_a_pointer_is_in_the_manifest(case):
    """Resolved as their text stream has it: from the element on through the rest of the document, or backwards."""
    root = etree.parse(KIT / case["file"]).getroot()
    text = root.find("{*}text")
    stream = str(text.xpath("string()"))
    [target] = root.xpath("//@target[parent::*[local-name() = 'annotation']]")
    pointers = _NUMBERS.findall(target)
    if not pointers:  # of the other schemes, each with its own means: the words are there
        assert all(words in stream for words in case["tei"])
        return
    words = []
    for id, numbers in pointers:
        [element] = root.xpath("//*[@xml:id = $id]", id=id)
        before = "".join(str(block.xpath("string()")) for block in element.xpath("preceding-sibling::*[@source]"))
        values = [int(value) for value in numbers.split(",")[1:]]
        for offset, length in zip(values[::2], values[1::2], strict=True):
            words.append(stream[len(before) + offset :][:length])
    assert words == case["tei"]


@pytest.mark.skipif(shutil.which("jing") is None, reason="jing is not installed")
@pytest.mark.skipif(not SCHEMA.is_file(), reason=f"{SCHEMA} is not there")
def test_the_schema_of_tei_says_what_the_manifest_says_it_does():
    listed = [case for case in CASES if case.get("rule") != "xml"]  # jing stops at the first that is no XML
    done = subprocess.run(
        ["jing", SCHEMA, *(KIT / case["file"] for case in listed)], capture_output=True, text=True, check=False
    )
    blamed = {line.partition(".tei.xml:")[0] for line in done.stdout.splitlines() if ": error: " in line}
    assert "fatal" not in done.stdout
    invalid = {str(KIT / case["file"]).removesuffix(".tei.xml") for case in listed if not case["schema"]}
    assert blamed == invalid
    assert all(not case["schema"] for case in CASES if case.get("rule") == "xml")
