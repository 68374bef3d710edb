"""TEI standoff files, one per document: written, read and checked. FORMAT.md says what stands in them."""
