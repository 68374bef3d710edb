"""The built-in readers. Each is a plugin like any other, with one hook: ``annotate_read``.

A reader takes an input or raises `Declined` with a sentence that says why, before it has consumed a
byte. A reader that the user asked for by name (``source.format``) does not doubt what the input is.

Some read containers: they yield inputs, each of which is then read by whichever reader takes it.
"""

CONTAINERS = ("gzip", "zstd", "tar", "zip", "warc")
BUILTIN: tuple[tuple[str, str], ...] = (
    *((name, f"annotate.readers.{name}") for name in ("pdf", "docx", "epub")),
    *((name, f"annotate.readers.{name}") for name in CONTAINERS),
    *((name, f"annotate.readers.{name}") for name in ("mail", "feed")),
    ("tei", "annotate.readers.tei"),
    ("brat", "annotate.readers.brat"),
    ("web-annotation", "annotate.readers.web_annotation"),
    ("conllu", "annotate.readers.conllu"),
    ("html", "annotate.readers.html"),
    ("jsonl", "annotate.readers.jsonl"),
    ("text", "annotate.readers.text"),
)
"""Name and module of each, in the order in which they are asked: the most particular first."""
