"""Short names of bodies: «l'Ordre» beside the Ordre de Malte, «IGF» beside the Inspection générale des finances."""

from __future__ import annotations

from annotate import Annotation, Document, Entity

_SHORTEST, _LONGEST = 2, 7  # letters of an acronym


class Aliases:
    """The bodies of one document by their first word and by their initials, where but one has them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.heads: dict[str, set[str]] | None = None
        self.initials: dict[str, set[str]] = {}
        self.whole: dict[str, set[str]] = {}

    def of(self, mention: Annotation) -> str | None:
        """The id of the entity that a mention denotes, or of the one body whose short name it is."""
        who = mention.entity
        if not isinstance(who, str) or mention.kind != "organisation":
            return who if isinstance(who, str) else None
        entity = self.document.entity_of(mention)
        if entity is None or any(" " in name.text for name in entity.names):
            return who
        self._build()
        assert self.heads is not None
        name = entity.name
        acronym = name.isupper() and _SHORTEST <= len(name) <= _LONGEST
        found = self.initials.get(name, set()) if acronym else self.heads.get(name.lower(), set())
        return next(iter(found)) if len(found) == 1 else who

    def named(self, words: str) -> str | None:
        """The id of the one body of which these words are the name, in lower case, or the first word."""
        self._build()
        assert self.heads is not None
        found = self.whole.get(words.lower()) or (
            self.heads.get(words.lower(), set()) if words[:1].isupper() else set()
        )
        return next(iter(found)) if len(found) == 1 else None

    def _build(self) -> None:
        if self.heads is not None:
            return
        self.heads = {}
        for entity in self.document.entities:
            if entity.kind == "organisation":
                self._note(entity)

    def _note(self, entity: Entity) -> None:
        assert self.heads is not None
        for name in entity.names:
            self.whole.setdefault(name.text.lower(), set()).add(entity.id)
            words = name.text.replace("’", "'").replace("'", " ").replace("-", " ").split()
            if len(words) > 1 and words[0][:1].isupper():
                self.heads.setdefault(words[0].lower(), set()).add(entity.id)
                # small words (de, des, la) give no letter
                initials = "".join(word[0].upper() for word in words if len(word) > 3 or word[0].isupper())
                self.initials.setdefault(initials, set()).add(entity.id)
