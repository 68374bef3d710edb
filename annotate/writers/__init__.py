"""Output formats that come with the core. Each is a plugin, imported when it is first used."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["BUILTIN", "FORMATS", "Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """An output format: the suffix of its files, and whether many documents can stand in one file,
    one after the other (``stream``).

    ``header``: bytes that each document begins with, and that stand once in a file of several: a table's first line.
    ``library``: a module that writing imports, and that pip installs with ``install``; asked for before a job begins.
    """

    suffix: str
    stream: bool = False
    description: str = ""
    header: bytes = b""
    library: str = ""
    install: str = ""

    @property
    def missing(self) -> str:
        """What is to be installed before anything can be written; empty if all is there."""
        from importlib.util import find_spec

        return f"pip install '{self.install}'" if self.library and find_spec(self.library) is None else ""


CSV_HEADER = (
    b"document,layer,id,kind,start,end,text,entity,name,speaker,value,entry,score,features,source\r\n"  # `_rows.Row`
)
TSV_HEADER = CSV_HEADER.replace(b",", b"\t").replace(b"\r", b"")

FORMATS = {
    "tei": Format(".tei.xml", description="TEI P5 standoff, one document a file"),
    "tei-inline": Format(".inline.xml", description="TEI P5 with the annotations as elements in the text"),
    "jsonl": Format(".jsonl", stream=True, description="one JSON object a line"),
    "html": Format(".html", description="a page to look at, in need of nothing else"),
    "markdown": Format(
        ".md", stream=True, description="a summary to read: entities, quotations, dates, entries of lists"
    ),
    "csv": Format(".csv", stream=True, description="a table, one annotation a line", header=CSV_HEADER),
    "tsv": Format(".tsv", stream=True, description="the same table between tabs, for cut and awk", header=TSV_HEADER),
    "parquet": Format(
        ".parquet",
        description="the same table, typed, one document a file",
        library="pyarrow",
        install="annotate-tei[parquet]",
    ),
    "web-annotation": Format(".jsonld", description="W3C Web Annotation, one collection a file"),
    "turtle": Format(".ttl", stream=True, description="RDF: NIF 2.0 with ITS RDF, in Turtle"),
    "brat": Format(".ann", description="brat standoff, beside the text as .txt"),
    "conllu": Format(".conllu", stream=True, description="CoNLL-U: tokens, with a column IOB2 for each layer in MISC"),
    "cas-xmi": Format(".zip", description="UIMA CAS XMI 1.0 and its type system, for INCEpTION and DKPro"),
    "cas-json": Format(".json", description="UIMA CAS JSON 0.4, for INCEpTION and DKPro"),
    "docbin": Format(
        ".spacy",
        description="spaCy's DocBin with one Doc: a span group for each layer",
        library="spacy",
        install="annotate-tei[spacy]",
    ),
    "text": Format(".txt", description="the text alone, in UTF-8"),
}
BUILTIN: tuple[tuple[str, str], ...] = tuple((name, f"annotate.writers.{name.replace('-', '_')}") for name in FORMATS)
