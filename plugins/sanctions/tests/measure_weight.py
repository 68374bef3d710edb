"""Measures what the plugin weighs when it is installed: its own files, and the libraries that it names itself.

    python plugins/sanctions/tests/measure_weight.py

The libraries are read off the plugin's pyproject.toml; annotate itself is not counted. Compiled byte code is.
"""

import tomllib
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path
from re import match


def package(name):
    folder = Path(find_spec(name).origin).parent
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def library(name):
    files = [Path(file.locate()) for file in distribution(name).files]
    return sum(file.stat().st_size for file in files if file.is_file())


def main():
    text = (Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    names = [match(r"[\w-]+", needed)[0] for needed in tomllib.loads(text)["project"]["dependencies"]]
    sizes = {"annotate_sanctions": package("annotate_sanctions")}
    sizes |= {name: library(name) for name in names if name != "annotate-tei"}
    for name, size in [*sizes.items(), ("together", sum(sizes.values()))]:
        print(f"{name:20}{size / 1e6:6.1f} MB")


if __name__ == "__main__":
    main()
