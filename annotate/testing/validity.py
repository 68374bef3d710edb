"""Whether a document can stand in a file."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from annotate.document import Document


def assert_valid_tei(document: Document) -> None:
    """Write a document as TEI, check the file as ``annotate validate`` does, and read it back.

    Raises AssertionError with one line per violation, or if what is read back differs in its text or in the
    spans of its annotations.
    """
    faults = tei_faults(document)
    if faults:
        raise AssertionError("\n".join(["the document's TEI is not valid:", *(f"  {fault}" for fault in faults)]))


def tei_faults(document: Document) -> list[str]:
    """What is wrong with the file that a document makes."""
    from annotate.errors import TeiError
    from annotate.tei.read import read_tei
    from annotate.tei.validate import validate_file
    from annotate.tei.write import write_tei

    out = io.BytesIO()
    try:
        write_tei(document, out)
    except TeiError as error:
        return [f"it cannot be written: {error}"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "document.tei.xml")
        path.write_bytes(out.getvalue())
        faults = [str(violation) for violation in validate_file(path)]
    if faults:
        return faults
    again = read_tei(out.getvalue())
    if again.text != document.text:
        return ["the text that is read back is not the one that was written"]
    return [
        f"layer {layer} is not read back as it was written"
        for layer in document.layers
        if [a.spans for a in again.layer(layer)] != [a.spans for a in document.layer(layer)]
    ]
