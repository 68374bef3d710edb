import subprocess
import sys
from importlib import import_module

from annotate import readers


def test_every_reader_has_the_hook_and_says_what_it_does():
    names = [name for name, _ in readers.BUILTIN]
    assert len(set(names)) == len(names)
    assert names[-1] == "text"  # which takes anything
    assert set(readers.CONTAINERS) <= set(names)
    for name, module in readers.BUILTIN:
        reader = import_module(module)
        assert name == reader.NAME
        assert reader.__doc__
        assert reader.annotate_read.__doc__
        assert reader.annotate_read.annotate_impl


def test_importing_the_readers_is_cheap():
    modules = ", ".join(["annotate.readers", "annotate.language", *(module for _, module in readers.BUILTIN)])
    heavy = {"lxml", "trafilatura", "pydantic", "yaml", "spacy", "warcio", "backports", "pypdfium2"}
    code = f"import sys, {modules}; print(*({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_of_an_input_that_no_reader_takes_is_said_what_it_is_and_who_was_asked(annotate_cli, tmp_path):
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    plugin = (
        "from annotate import Declined, hookimpl\n@hookimpl\ndef annotate_read(source):\n    raise Declined('No.')\n"
    )
    (tmp_path / "mine.py").write_text(plugin)
    done = annotate_cli("run", "a.png", "--plugin-file", "mine.py")
    (said,) = done.said
    told, _, asked = said.partition(" Asked as well: ")
    assert told == "annotate: a.png: failed: no reader takes this input. mine: No. text: It is a PNG image, not text."
    assert set(asked.rstrip(".").split(", ")) == {name for name, _ in readers.BUILTIN} - {"text"}
