"""Annotated documents side by side: what differs, several made one, parts of one, one moved to a corrected text."""
