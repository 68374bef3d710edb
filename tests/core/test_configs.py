"""The job files of configs/ work as they are, and on inputs of one's own."""

from __future__ import annotations

import gzip
import json
import shutil
import tarfile
from pathlib import Path

import pytest

CONFIGS = Path(__file__).parents[2] / "configs"
TEXT = "Le bac a été retenu hier au port. «Nous attendons», a déclaré Jeanne Le Bihan, adjointe au maire de Lorient.\n"


@pytest.fixture
def batch(annotate_cli, tmp_path, monkeypatch):
    """Runs a job of a copy of configs/, with the plugins of this project. Gives the command's end and its report."""
    for variable in ("ARTICLE", "PUBLISHED", "NEWS", "SANCTIONS_LIST", "WATCH_DIR", "CORPUS", "CORPUS_OUT", "JOBS"):
        monkeypatch.delenv(variable, raising=False)
    shutil.copytree(CONFIGS, tmp_path / "configs")

    def batch(name, *args, **variables):
        env = {"ANNOTATE_PLUGINS": "dates,entities,quotes,sanctions", **{k: str(v) for k, v in variables.items()}}
        return annotate_cli("batch", f"configs/{name}", *args, env=env)

    return batch


@pytest.mark.parametrize("name", sorted(path.name for path in CONFIGS.glob("*.yaml")))
def test_a_job_works_as_it_is(batch, annotate_cli, tmp_path, name):
    done = batch(name)
    assert done.returncode == 0, done.err
    if name == "sanctions-watch.yaml":
        assert (tmp_path / "out" / "sanctions-watch" / "cargo.jsonl").exists()
    else:
        assert annotate_cli("validate", "out").returncode == 0


def test_one_article_of_ones_own(batch, tmp_path):
    (tmp_path / "bac.txt").write_text(TEXT)
    done = batch("article.yaml", ARTICLE=tmp_path / "bac.txt", PUBLISHED="2024-03-06")
    assert done.returncode == 0, done.err
    tei = (tmp_path / "out" / "article" / "bac.tei.xml").read_text()
    assert 'when="2024-03-05"' in tei
    assert '<standOff xml:id="layer.quote"' in tei


def test_a_watch_with_a_list_of_ones_own(batch, tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    record = {"id": "n1", "text": "La compagnie Aerocaribbean Airlines a repris ses vols, selon Yann Le Goff."}
    (news / "wire.jsonl.gz").write_bytes(gzip.compress(json.dumps(record).encode()))
    (news / "notes.md").write_text(TEXT)
    row = '36,"AEROCARIBBEAN AIRLINES","-0- ","CUBA",' + ",".join(['"-0- "'] * 8) + "\n"
    (tmp_path / "sdn.csv").write_text(row)
    watch = {"NEWS": news, "SANCTIONS_LIST": tmp_path / "sdn.csv", "WATCH_DIR": tmp_path / "watch"}
    done = batch("sanctions-watch.yaml", **watch)
    assert done.returncode == 0, done.err
    assert done.said[0] == "1 document: 1 ok"
    (found,) = map(json.loads, (tmp_path / "watch" / "n1.jsonl").read_text().splitlines())
    assert any(a["layer"] == "sanction" and a["kind"] == "hit" for a in found["annotations"])


def test_a_corpus_of_all_kinds_of_inputs(batch, tmp_path):
    corpus = tmp_path / "corpus"
    (corpus / "2024").mkdir(parents=True)
    (corpus / "2024" / "2024-03-06_bac.txt").write_text(TEXT)
    (corpus / "page.html").write_text(f"<html lang='fr'><body><article><p>{TEXT * 3}</p></article></body></html>")
    (corpus / "wire.jsonl").write_text(json.dumps({"id": "n1", "text": TEXT}) + "\n{broken\n")
    (corpus / "README.md").write_text("Rien.")
    with tarfile.open(corpus / "more.tar.gz", "w:gz") as archive:
        archive.add(corpus / "page.html", "page.html")
    done = batch("corpus.yaml", CORPUS=corpus, CORPUS_OUT=tmp_path / "annotated", JOBS="1")
    assert done.returncode == 1
    report = [json.loads(line) for line in (tmp_path / "annotated" / "report.jsonl").read_text().splitlines()]
    assert {(r["id"], r["status"]) for r in report} == {
        ("more.tar.gz/page", "ok"),
        ("page", "ok"),
        ("n1", "ok"),
        ("wire-2", "failed"),
        ("2024/2024-03-06_bac", "ok"),
    }
    assert 'when="2024-03-05"' in (tmp_path / "annotated" / "2024" / "2024-03-06_bac.tei.xml").read_text()
    again = batch("corpus.yaml", "--resume", CORPUS=corpus, CORPUS_OUT=tmp_path / "annotated", JOBS="2")
    assert any("4 of them done before" in line for line in again.said)
