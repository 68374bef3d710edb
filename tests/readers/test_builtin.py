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
