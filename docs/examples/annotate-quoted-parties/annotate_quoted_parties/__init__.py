"""Who is quoted about which listed party, for annotate."""

from annotate_quoted_parties.plugin import Options, QuotedParties

__all__ = ["Options", "QuotedParties"]
