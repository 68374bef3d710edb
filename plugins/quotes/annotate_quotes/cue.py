"""What a cue is: a word that reports, with whose words it reports."""

from __future__ import annotations

from dataclasses import dataclass

from annotate_quotes.phrases import Phrase

ACTIVE, PASSIVE, ACCORDING = "active", "passive", "according"


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that reports.

    ``start``, ``end``: its span; ``first``, ``last``: the first and one past the last of its group's tokens.
    ``voice``: ACTIVE, PASSIVE («qualifié de … par») or ACCORDING («selon»). ``inverted``: the subject follows.
    ``dependent``: a participle, infinitive or second verb, whose subject is that of the clause before it;
    ``coordinated``: the last of these. ``subordinate``: its clause hangs on another. ``words_only``: it reports the
    very words beside it and no clause («selon les mots de»). ``head_only``: only a content with marks («pour NAME,»).
    """

    start: int
    end: int
    first: int
    last: int
    group: str
    flags: frozenset[str] = frozenset()
    voice: str = ACTIVE
    subject: Phrase | None = None
    inverted: bool = False
    dependent: bool = False
    coordinated: bool = False
    subordinate: bool = False
    negated: bool = False
    impersonal: bool = False
    words_only: bool = False
    head_only: bool = False

    @property
    def usable(self) -> bool:
        """True if it says whose words it reports."""
        return self.subject is not None and not self.negated and not self.impersonal
