"""Quotations of a text: a verdict for every pair of marks, and who said it where the text says so."""

from annotate_quotes.plugin import Quotes, QuoteSettings

__all__ = ["QuoteSettings", "Quotes"]
