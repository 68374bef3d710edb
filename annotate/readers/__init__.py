"""The built-in readers. Each is a plugin like any other, with one hook: ``annotate_read``.

A reader takes an input or raises `Declined` with a sentence that says why, before it has consumed a
byte. A reader that the user asked for by name (``source.format``) does not doubt what the input is.

Some read containers: they yield inputs, each of which is then read by whichever reader takes it.
"""

CONTAINERS = ("gzip", "zstd", "tar", "zip", "warc")
_IN_ORDER = (  # the most particular first
    *("pdf", "docx", "odt", "epub", "cas-xmi"),  # some stand in zip archives, which are not containers then
    *CONTAINERS,
    *("mail", "feed", "tei", "brat", "web-annotation", "conllu", "html", "cas-json", "jsonl"),
    "text",  # takes anything
)
BUILTIN: tuple[tuple[str, str], ...] = tuple((name, f"annotate.readers.{name.replace('-', '_')}") for name in _IN_ORDER)
"""Name and module of each, in the order in which they are asked."""
