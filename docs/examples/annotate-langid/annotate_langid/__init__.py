"""The language of each paragraph, for annotate."""

from annotate_langid.plugin import Langid, Options

__all__ = ["Langid", "Options"]
