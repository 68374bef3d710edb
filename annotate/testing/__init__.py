"""What plugin authors test with. Nothing in the core imports it.

Documents by hand and text through plugins, assertions that read well, the contract that every plugin must keep.
`annotate.testing.strategies` (hypothesis) and `annotate.testing.pytest_plugin` (gold folders) are imported apart.
"""

from annotate.testing.assertions import assert_annotations, assert_linked, assert_nothing
from annotate.testing.contract import assert_contract
from annotate.testing.documents import make_document
from annotate.testing.running import annotate_document, annotated, step_of
from annotate.testing.validity import assert_valid_tei

__all__ = [
    "annotate_document",
    "annotated",
    "assert_annotations",
    "assert_contract",
    "assert_linked",
    "assert_nothing",
    "assert_valid_tei",
    "make_document",
    "step_of",
]
