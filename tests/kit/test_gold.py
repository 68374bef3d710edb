"""Gold folders under pytest: collected, compared, updated."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from annotate.errors import AnnotateError
from annotate.testing.gold import check_gold

ROOT = Path(__file__).parents[2]
JOB = "input: {language: fr}\nannotators: {healthy: {}}\nplugin_files: [../healthy.py]\n"


@pytest.fixture
def folder(tmp_path, planted):
    """A gold folder as an author begins it, beside a plugin's file."""
    shutil.copy(planted("healthy"), tmp_path / "healthy.py")
    place = tmp_path / "tags"
    place.mkdir()
    (place / "input.txt").write_text("Été à #Brest, #introuvable.\n", "utf-8")
    (place / "job.yaml").write_text(JOB, "utf-8")
    return place


def pytest_on(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Pytest in a process of its own, with annotate's plugin and no other."""
    command = [sys.executable, "-m", "pytest", "-p", "annotate.testing.pytest_plugin", "-p", "no:cacheprovider", *args]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "ANNOTATE_PLUGINS": ""}
    return subprocess.run(
        command, cwd=folder.parent, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_a_new_folder_says_how_to_fill_it(folder):
    done = pytest_on(folder)
    assert done.returncode == 1
    assert "expected.tei.xml is not there yet\n(pytest --update-gold writes what came out)" in done.stdout


def test_the_switch_writes_what_is_expected_and_the_test_then_passes(folder):
    assert pytest_on(folder, "--update-gold").returncode == 0
    assert "hashtag.p1.6-12" in (folder / "expected.tei.xml").read_text("utf-8")
    done = pytest_on(folder)
    assert done.returncode == 0
    assert "1 passed" in done.stdout


def test_a_change_of_the_result_is_shown(folder):
    check_gold(folder, update=True)
    plugin = folder.parent / "healthy.py"
    plugin.write_text(plugin.read_text("utf-8").replace(r"#\w+", r"#B\w+"), "utf-8")
    done = pytest_on(folder)
    assert done.returncode == 1
    assert "gold folder tags:" in done.stdout
    assert '-   <annotation xml:id="hashtag.p1.14-26"' in done.stdout
    assert "Traceback" not in done.stdout


def test_what_is_only_another_version_is_no_change(folder):
    check_gold(folder, update=True)
    path = folder / "expected.tei.xml"
    text = path.read_text("utf-8")
    other = re.sub(r"0\+sha256\.\w+", "9+sha256.abc", text)
    assert other != text
    path.write_text(other, "utf-8")
    check_gold(folder)


def test_a_stream_of_documents_has_a_folder_of_expected_files(folder):
    (folder / "input.txt").unlink()
    records = ['{"id": "a", "text": "Un #mot."}', '{"id": "b", "text": "Rien."}']
    (folder / "input.jsonl").write_text("\n".join(records) + "\n", "utf-8")
    check_gold(folder, update=True)
    assert sorted(path.name for path in (folder / "expected").iterdir()) == ["a.tei.xml", "b.tei.xml"]
    check_gold(folder)
    (folder / "input.jsonl").write_text(records[0] + "\n" + records[1].replace("b", "c") + "\n", "utf-8")
    with pytest.raises(AssertionError, match=r"expected/b\.tei\.xml is not made any more\nc\.tei\.xml is not there"):
        check_gold(folder)


def test_a_fault_of_the_job_is_said_in_a_line(folder):
    (folder / "job.yaml").write_text(JOB.replace("healthy: {}", "helthy: {}"), "utf-8")
    with pytest.raises(AnnotateError, match=r"annotators\.helthy: unknown annotator; did you mean 'healthy'\?"):
        check_gold(folder)


def test_a_plugin_that_fails_is_not_written_down_as_expected(folder):
    (folder.parent / "healthy.py").write_text(
        "from annotate import hookimpl\nprovides = {'hashtag'}\n@hookimpl\ndef annotate_document(document): 1 / 0\n"
    )
    with pytest.raises(AnnotateError, match="healthy: ZeroDivisionError"):
        check_gold(folder, update=True)
    assert not (folder / "expected.tei.xml").exists()


def test_a_job_file_without_an_input_beside_it_is_none_of_ours(folder):
    (folder / "input.txt").unlink()
    assert pytest_on(folder).returncode == pytest.ExitCode.NO_TESTS_COLLECTED
