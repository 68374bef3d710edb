"""Which reader takes an input, and how plugins' readers and containers go together."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

CARDS = """
    import io
    from annotate import Declined, Document, Unreadable, hookimpl

    @hookimpl
    def annotate_read(source):
        if source.format != "cards" and source.suffix not in (".card", ".deck"):
            raise Declined("It is no card.")
        if source.suffix == ".deck":
            return (source.member(f"{n}.card", lambda text=text: io.BytesIO(text))
                    for n, text in enumerate(source.read().split(b"\\n---\\n"), 1))
        return [Document(source.read().decode().removeprefix("card:").strip(), id=source.id)]
"""


@pytest.fixture
def run(annotate_cli, plugin_file, tmp_path):
    """The ids and texts of inputs, read with a plugin for cards and decks of them."""
    reader = plugin_file("cards", CARDS)

    def run(*args, status=0):
        done = annotate_cli("run", *args, "-t", "jsonl", "--language", "fr", "--plugin-file", reader)
        assert done.returncode == status, done.err
        return [(r["id"], r["text"]) for r in done.records], done.said

    return run


def zipped(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return out.getvalue()


def test_a_plugin_reads_what_the_cores_containers_hold(run, tmp_path):
    (tmp_path / "day.zip").write_bytes(zipped(a_card=b"card: Il neige.", b_txt=b"Il pleut."))
    (tmp_path / "c.card.gz").write_bytes(gzip.compress(b"card: Il vente."))
    assert run("day.zip", "c.card.gz")[0] == [
        ("day.zip/a", "Il neige."),
        ("day.zip/b", "Il pleut."),
        ("c", "Il vente."),
    ]


def test_a_plugins_container_holds_what_any_reader_takes(run, tmp_path):
    (tmp_path / "day.deck").write_bytes(b"card: Il neige.\n---\ncard: Il pleut.")
    assert run("day.deck")[0] == [("day/1", "Il neige."), ("day/2", "Il pleut.")]


def test_a_plugin_is_asked_before_the_cores_containers(run, tmp_path):
    (tmp_path / "a.card").write_bytes(b"card: Il neige.")
    (tmp_path / "b.card").write_bytes(b"PK\x03\x04 Il pleut.")
    assert run("a.card", "b.card")[0] == [("a", "Il neige."), ("b", "PK\x03\x04 Il pleut.")]


def test_the_reader_that_the_user_names_reads_the_members_too(run, tmp_path):
    (tmp_path / "day.zip").write_bytes(zipped(a_txt=b"card: Il neige."))
    assert run("day.zip", "-f", "zip")[0] == [("day.zip/a", "card: Il neige.")]
    assert run("day.zip", "-f", "text")[0] == [("day.zip/a", "card: Il neige.")]


def test_a_container_that_holds_itself_ends(annotate_cli, plugin_file, tmp_path):
    endless = plugin_file(
        "endless",
        """
        import io
        from annotate import Declined, hookimpl
        @hookimpl
        def annotate_read(source):
            if source.suffix != ".me":
                raise Declined("It does not hold itself.")
            yield source.member("again.me", io.BytesIO)
        """,
    )
    (tmp_path / "a.me").touch()
    (tmp_path / "b.txt").write_text("Il neige.")
    done = annotate_cli("run", "a.me", "b.txt", "-t", "jsonl", "--language", "fr", "--plugin-file", endless)
    assert (done.returncode, [r["id"] for r in done.records]) == (1, ["b"])
    assert "refused: containers stand more than 4 deep in it" in done.said[0]


def test_a_members_reader_that_breaks_costs_that_member(annotate_cli, plugin_file, tmp_path):
    odd = plugin_file(
        "odd",
        """
        from annotate import Declined, hookimpl
        @hookimpl
        def annotate_read(source):
            if not source.name.endswith("a.txt"):
                raise Declined("It is fine.")
            raise ValueError("oh")
        """,
    )
    (tmp_path / "day.zip").write_bytes(zipped(a_txt=b"a", b_txt=b"b"))
    done = annotate_cli("run", "day.zip", "-t", "jsonl", "--language", "fr", "--plugin-file", odd)
    assert (done.returncode, [r["id"] for r in done.records]) == (1, ["day.zip/b"])
    assert done.said[0] == "annotate: day.zip/a.txt: failed: reader odd: ValueError: oh"
