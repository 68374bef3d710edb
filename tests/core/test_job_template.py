"""``annotate batch --init``: a job file to begin with."""

from __future__ import annotations

import re

import pytest
import yaml


def test_it_works_as_it_is(annotate_cli, site, tmp_path):
    site.install(
        "tags",
        """
        '''Finds tags.'''
        import re
        from dataclasses import dataclass, field
        from annotate import Annotation, hookimpl

        @dataclass(frozen=True)
        class Settings:
            mark: str = field(default="#", metadata={"description": "What a tag begins with."})

        class Tags:
            '''Finds tags.'''
            provides = {"tag"}
            Settings = Settings

            def __init__(self, settings):
                self.mark = settings.mark

            @hookimpl
            def annotate_document(self, document):
                for found in re.finditer(re.escape(self.mark) + r"\\w+", document.text):
                    yield Annotation("tag", found.span())
        """,
        target="Tags",
    )
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text("Le port rouvre. #Brest\n")
    (tmp_path / "b.html").write_text("<p>" + "Le port rouvre demain matin à huit heures. " * 5 + "#Brest</p>")
    (tmp_path / "notes.bak").write_text("Rien.\n")
    written = annotate_cli("batch", "--init", env=site.env)
    assert (written.returncode, written.said) == (0, ["job.yaml is written; next: annotate batch job.yaml --dry-run"])
    assert '    # mark: "#"   # What a tag begins with.\n' in (tmp_path / "job.yaml").read_text()
    done = annotate_cli("batch", "job.yaml", env=site.env)
    assert (done.returncode, done.said[0]) == (0, "2 documents: 2 ok")
    assert "tag.p1.16-22" in (tmp_path / "out" / "sub" / "a.tei.xml").read_text()
    again = annotate_cli("batch", "job.yaml", "--resume", env=site.env)
    assert again.said[0] == "2 documents: 2 ok (2 of them done before)"


def test_with_every_suggestion_taken_it_is_a_job_still(annotate_cli, site, tmp_path):
    site.install(
        "tags", "from annotate import hookimpl\nprovides = {'tag'}\n@hookimpl\ndef annotate_document(document): ..."
    )
    (tmp_path / "jobs").mkdir()
    assert annotate_cli("batch", "--init", "jobs/mine.yaml", env=site.env).returncode == 0
    text = (tmp_path / "jobs" / "mine.yaml").read_text()
    taken = re.sub(r"^( +)# (?=\w+:|  \w+:)", r"\1", text, flags=re.MULTILINE)
    assert len(yaml.safe_load(taken)["input"]) == 8
    (tmp_path / "jobs" / "mine.yaml").write_text(taken)
    (tmp_path / "jobs" / "a.txt").write_text("Bonjour.\n")
    (tmp_path / "jobs" / "list.txt").write_text("a.txt\n")
    done = annotate_cli("batch", "jobs/mine.yaml", "-n", env=site.env)
    assert (done.returncode, done.out.splitlines()) == (0, ["jobs/a.txt", "jobs/list.txt", "jobs/a.txt"])


def test_a_file_that_is_there_stays(annotate_cli, site, tmp_path):
    site.install(
        "tags", "from annotate import hookimpl\nprovides = {'tag'}\n@hookimpl\ndef annotate_document(document): ..."
    )
    (tmp_path / "job.yaml").write_text("mine")
    done = annotate_cli("batch", "--init", env=site.env)
    assert (done.returncode, done.said) == (
        2,
        ["annotate: job.yaml is there already; name another file: --init FILE"],
    )
    assert (tmp_path / "job.yaml").read_text() == "mine"


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (["--init"], "no annotator is installed; see annotate plugins list"),
        ([], "name a job file, JOB.yaml; annotate batch --init writes one"),
    ],
)
def test_what_cannot_be_done_is_said(annotate_cli, args, why):
    done = annotate_cli("batch", *args)
    assert (done.returncode, done.said) == (2, [f"annotate: {why}"])
