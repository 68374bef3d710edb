"""The pytest plugin: gold folders are tests, and ``--update-gold`` writes what they expect."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-gold``."""
    group = parser.getgroup("annotate", "annotate's gold folders")
    group.addoption(
        "--update-gold",
        action="store_true",
        help="write what comes out of the gold folders' jobs as what is expected; look at the difference afterwards",
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Take a ``job.yaml`` that stands beside an ``input.*``."""
    from annotate.testing.gold import JOB, is_gold

    if file_path.name == JOB and is_gold(file_path.parent):
        return GoldFolder.from_parent(parent, path=file_path)
    return None


class GoldFolder(pytest.File):
    """A folder with an input, a job and what is expected."""

    def collect(self) -> Iterable[pytest.Item]:
        """One test."""
        yield GoldItem.from_parent(self, name=self.path.parent.name)


class GoldItem(pytest.Item):
    """The test that a gold folder is."""

    def runtest(self) -> None:
        """Do the job and compare, or update."""
        from annotate.testing.gold import check_gold

        check_gold(self.path.parent, update=self.config.getoption("--update-gold"))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The difference or the reason alone; the traceback of anything else."""
        from annotate.errors import AnnotateError

        if isinstance(excinfo.value, (AssertionError, AnnotateError)):
            return f"gold folder {self.path.parent.name}:\n{excinfo.value}"
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Where it is, for the report."""
        return self.path, None, f"gold folder {self.path.parent.name}"
